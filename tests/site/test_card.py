"""`tools.site.card` and `tools.site.examples`: what the site adds to an example."""

import pytest
from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from tools.examples.facts import facts
from tools.examples.outcome import exact
from tools.examples.page import examples, fences
from tools.examples.recording import record, recorded_run
from tools.examples.snippet import BadSnippet, Snippet
from tools.interpreters import Build as Python
from tools.pictures import KINDS
from tools.pictures.kind import Kind
from tools.site import card
from tools.site import examples as on_page
from tools.site.build import Build
from tools.site.telling import Telling

ENGLISH = Telling("en")
INCLUDE = '--8<-- "threads/join.py"'
FENCE = f"```python\n{INCLUDE}\n```\n"
HEADER = "$ python join.py  # CPython 3.13.5, Linux\n"


@pytest.fixture
def chapter(tmp_path):
    """A chapter with one example; a function writes its files and returns the example."""
    (tmp_path / "threads").mkdir()

    def write(program: str = "print('é')\n", recorded: str = f"{HEADER}é\n", stated: str = ""):
        for name, text in [("join.py", program), ("join.out", recorded), ("outcomes.py", stated)]:
            (tmp_path / "threads" / name).write_text(text, "utf-8")
        return Snippet("threads/join.py", tmp_path)

    write()
    return write


@pytest.fixture
def build(tmp_path):
    """A build of pages in a folder."""
    return Build(tmp_path / "docs" / "en", ENGLISH)


@pytest.fixture
def dress(chapter, build, tmp_path):
    """A function that shows the one example of a page, with everything in its place."""

    def dress(text: str = FENCE, name: str = "threads/join.md") -> str:
        config = MkDocsConfig()
        config.load_dict({"site_name": "x", "docs_dir": str(tmp_path), "site_url": "http://x.y/"})
        config.validate()
        page = Page(None, File(name, str(tmp_path), str(tmp_path), True), config)
        (example,) = examples(text, tmp_path)
        return build.filled(name, "\n".join(on_page.dressed(build, page, example, 1)))

    return dress


def said(snippet: Snippet) -> str:
    """The facts on the card of a snippet, as text."""
    html = card.body(ENGLISH, facts(snippet), [])
    known = BeautifulSoup(html, "html.parser").select_one(".example-facts")
    return " ".join(known.get_text().split())


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("index.md", "snippets/threads/join.py"),
        ("threads/join.md", "../../snippets/threads/join.py"),
        ("a/b/c.md", "../../../snippets/threads/join.py"),
    ],
)
def test_the_name_of_an_example_links_to_its_file_from_any_page(dress, page, link):
    assert f'href="{link}"' in dress(name=page)


def test_an_example_is_shown_with_its_command_its_output_and_the_facts(dress, chapter):
    chapter(recorded=f"{HEADER}é\n--- stderr ---\noops\n--- exit status 3 ---\n")
    shown = dress()
    parts = [INCLUDE, "python join.py\n", "é\n", "oops\n", "Output:", "status 3."]
    assert [shown.index(part) for part in parts] == sorted(shown.index(part) for part in parts)


def test_an_example_keeps_its_own_fence(dress):
    assert f"{INCLUDE}\n~~~~~\n" in dress(f"~~~~~py\n{INCLUDE}\n~~~~~\n")


SAYS = """# --8<-- [start:middle]
--8<-- "no/such.py"
<!-- numbers: waiting -->
```
    ~~~~
# --8<-- [end:middle]
"""


@pytest.mark.parametrize("part", ["", ":middle"])
@pytest.mark.parametrize("before", ["", "    ", "> "])
def test_a_program_is_published_as_it_is_whatever_it_says(chapter, before, part):
    snippet, include = chapter(SAYS), INCLUDE.replace('py"', f'py{part}"')
    page = "".join(f"{before}{line}\n" for line in ("```{.python .example}", include, "```"))
    text = on_page.with_programs(f"{page}\nA\n", snippet.folder)
    (fence,) = fences(text)
    assert "".join(f"{line}\n" for line in fence.body) == snippet.text
    assert text.endswith("\n\nA\n")


def test_a_part_of_an_example_is_shown_without_the_output_of_the_whole(dress, chapter):
    chapter("# --8<-- [start:middle]\n1\n# --8<-- [end:middle]\n")
    shown = dress('```python\n--8<-- "threads/join.py:middle"\n```\n')
    assert "(part: middle)" in shown
    assert "Output" not in shown
    assert "example-output" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "a\n",
        "```\nb\n```\n",
        '--8<-- "no/such.py"\n<!-- numbers: waiting -->\n<!-- claims: 1-5 -->\n',
        "<!-- put 0123456789abcdef -->\n",
        "<script>alert(1)</script> & {{ 1 }} {% if %}\n",
        "$ rm\n>>> 1\n\n\n    indented\n\ttab \x0c feed\n",
        "no end",
        "",
    ],
)
def test_what_is_published_is_what_was_recorded_byte_for_byte(chapter, dress, text):
    snippet = chapter(recorded=f"{HEADER}{text}")
    html = BeautifulSoup(dress(), "html.parser")
    command, *lines = html.select_one(".example-output code").find_all("span", class_="line")
    assert command.get_text() == "$ python join.py\n"
    assert "".join(line.get_text() for line in lines) == recorded_run(snippet).stdout


@pytest.mark.parametrize(
    ("program", "stated", "ending", "fact"),
    [
        ("", "", "", "Output: the same on every run."),
        ("", "x", "", "Output: the same lines on every run, in any order. The cook decides."),
        ("", "", "", "Printed by CPython 3.13.5 on Linux."),
        ("", "", "", "Passed on: not run here yet."),
        ("", "", "--- exit status 1 ---\n", "It ends with exit status 1."),
        ("", "", "--- exit status -6 ---\n", "It is ended by signal 6."),
        ("", "", "--- never ends: stopped here ---\n", "It never ends: it was stopped after 10 s."),
        ('# requires-python = ">=3.13"', "", "", "It needs Python 3.13 or later."),
        ('# requires-python = ">=3.11,<3.15"', "", "", "3.11 or later, but older than 3.15."),
        ('# dependencies = ["attrs"]', "", "", "It needs attrs, which uv run join.py fetches."),
    ],
)
def test_a_reader_is_told_what_is_known(chapter, program, stated, ending, fact):
    if program:
        program = f"# /// script\n{program}\n# ///\n"
    if stated:
        stated = "from tools.outcomes import any_order\njoin = any_order('The cook decides.')\n"
    assert fact in said(chapter(program, f"{HEADER}a\n{ending}", stated))


@pytest.mark.parametrize(
    ("printed", "differs"),
    [
        ("pid 7", True),
        ("native id 7", True),
        ("0x00007f0c58f76ef8", True),
        ("port 36659", True),
        ("port 80", False),
        ("7 eggs", False),
    ],
)
def test_a_reader_is_told_of_numbers_that_differ_from_run_to_run(chapter, printed, differs):
    told = said(chapter(recorded=f"{HEADER}{printed}\n"))
    assert (
        "the same on every run, but for numbers and names that are given out anew" in told
    ) == differs
    assert ("the same on every run." in told) != differs


def test_names_of_files_and_packages_are_code(chapter):
    program = '# /// script\n# dependencies = ["attrs"]\n# ///\n'
    stated = "from tools.outcomes import exact\njoin = exact(leaves=['taken'])\n"
    known = card.body(ENGLISH, facts(chapter(program, stated=stated)), [])
    assert "It leaves <code>taken</code> in the folder" in known
    assert "It needs <code>attrs</code>, which" in known


def test_the_name_of_an_example_breaks_where_its_parts_meet(dress):
    assert ">threads/<wbr>join.py</a>" in dress()


def test_a_reader_is_told_for_which_systems_it_is_meant(chapter):
    stated = (
        "from tools.outcomes import exact\njoin = exact(platforms=['linux'], because='ask /proc')\n"
    )
    assert "It is meant for Linux only: ask /proc." in said(chapter(stated=stated))
    assert "meant for" not in said(chapter())


def test_a_reader_is_told_where_it_passed_as_it_is_now(chapter):
    snippet = chapter()
    builds = [Python("CPython", (3, minor), free_threaded=minor == 13) for minor in (13, 12)]
    record(snippet, recorded_run(snippet), exact(), builds)
    assert "Passed on: CPython 3.12, 3.13t (no GIL)." in said(snippet)
    snippet.path.write_text("print('changed')\n")
    assert "Passed on: not run" in said(snippet)
    assert "The program has changed since this was recorded." in said(snippet)


def test_what_has_not_passed_is_shown_with_a_warning_that_fails_a_strict_build(dress, caplog):
    assert "example-facts" in dress()
    assert "docs/en/threads/join.md:1: " in caplog.text
    assert "--record" in caplog.text


def test_what_is_wrong_is_said_on_the_page_in_its_place(dress, chapter, caplog):
    chapter().recording.unlink()
    assert "threads/join.py has no recorded output; run: pytest docs -k join" in dress()
    assert "danger" in dress(FENCE.replace("join", "no"))
    assert "docs/en/threads/join.md:1: there is no snippets/threads/no.py" in caplog.text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BadSnippet("threads/join.py: two mains"), "threads/join.py: two mains"),
        (KeyError("lane"), "a fault of ours, please report it: KeyError"),
        (RecursionError("deep"), "a fault of ours, please report it: RecursionError: deep"),
    ],
)
def test_no_picture_can_end_a_build(dress, monkeypatch, caplog, error, told):
    def fail(*_):
        raise error

    monkeypatch.setitem(KINDS, "timeline", Kind(fail, ""))
    shown = dress(f"```{{.python .timeline}}\n{INCLUDE}\n```\n")
    assert told in BeautifulSoup(shown, "html.parser").select_one(".danger").get_text()
    assert "Output:" in shown
    assert f"docs/en/threads/join.md:1: {told}" in caplog.text or told in caplog.text


def test_no_example_can_end_a_build(dress, monkeypatch, caplog):
    def fail(_):
        raise SyntaxError("half a line")

    monkeypatch.setattr(on_page, "facts", fail)
    told = "threads/join.py: its card cannot be made of it; a fault of ours, please report it: Synt"
    assert told in BeautifulSoup(dress(), "html.parser").select_one(".danger").get_text()
    assert f"docs/en/threads/join.md:1: {told}" in caplog.text


@pytest.mark.parametrize("section", ["", ":x"])
def test_a_part_of_a_changed_program_fails_a_strict_build_as_the_whole_does(
    dress, chapter, caplog, section
):
    program = "# --8<-- [start:x]\nx = 1\n# --8<-- [end:x]\n"
    snippet = chapter(program)
    record(snippet, recorded_run(snippet), exact(), [Python("CPython", (3, 13))])
    fence = FENCE.replace("join.py", f"join.py{section}")
    dress(fence)
    assert caplog.text == ""
    snippet.path.write_text(program.replace("1", "2"), "utf-8")
    dress(fence)
    assert "docs/en/threads/join.md:1: threads/join.py was changed" in caplog.text
    snippet.recording.unlink()
    assert "has no recorded output" in dress(fence)
