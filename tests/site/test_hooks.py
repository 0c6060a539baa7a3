"""`tools.site.hooks`: what the site adds to an example."""

import io
import logging
import zipfile

import markdown
import pytest

from tools.examples.facts import facts
from tools.examples.outcome import BadOutcome, exact
from tools.examples.page import examples
from tools.examples.recording import record, recorded_run
from tools.examples.snippet import Snippet
from tools.interpreters import Build
from tools.site import hooks
from tools.site.hooks import NameTheLine, block, dressed, told, zipped

INCLUDE = '--8<-- "threads/join.py"'
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
def dress(chapter, tmp_path):
    """A function that dresses the one example of a page."""

    def dress(text: str, page: str = "threads/join.md") -> str:
        (example,) = examples(text, tmp_path)
        return "\n".join(dressed(example, page))

    return dress


def said(snippet: Snippet) -> str:
    return told(facts(snippet))


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("index.md", "snippets/threads/join.py"),
        ("threads/join.md", "../snippets/threads/join.py"),
        ("a/b/c.md", "../../snippets/threads/join.py"),
    ],
)
def test_the_name_of_an_example_links_to_its_file_from_any_page(dress, page, link):
    assert f"[threads/join.py]({link})" in dress(f"```python\n{INCLUDE}\n```\n", page)


def test_an_example_is_shown_with_its_command_its_output_and_the_facts(dress, chapter):
    chapter(recorded=f"{HEADER}é\n--- stderr ---\noops\n--- exit status 3 ---\n")
    shown = dress(f"```python\n{INCLUDE}\n```\n")
    parts = [INCLUDE, "$ python join.py\né\n```", "oops\n```", "**Output:** the same", "status 3."]
    assert [shown.index(part) for part in parts] == sorted(shown.index(part) for part in parts)


def test_an_example_keeps_its_own_fence(dress):
    assert f"{INCLUDE}\n~~~~~\n" in dress(f"~~~~~py\n{INCLUDE}\n~~~~~\n")


def test_a_part_of_an_example_is_shown_without_the_output_of_the_whole(dress, chapter):
    chapter("# --8<-- [start:middle]\n# --8<-- [end:middle]\n")
    shown = dress('```python\n--8<-- "threads/join.py:middle"\n```\n')
    assert "(part: middle)" in shown
    assert "Output" not in shown
    assert "$ python" not in shown


def test_an_example_that_was_never_recorded_is_an_error_that_says_what_to_do(dress, chapter):
    chapter().recording.unlink()
    with pytest.raises(BadOutcome, match=r"threads/join\.py has no recorded output; .* --record"):
        dress(f"```python\n{INCLUDE}\n```\n")


@pytest.mark.parametrize("text", ["a\n", "```\nb\n```\n", "one `tick` and ````` five\n", ""])
def test_a_block_of_output_holds_any_text(text):
    opening, *lines, closing, blank = block("console", "x y", text)
    assert lines == text.splitlines()
    assert opening == f"{closing}{{.console .no-copy .x .y}}"
    assert closing not in text
    assert len(closing) >= 3
    assert blank == ""


@pytest.mark.parametrize(
    ("program", "stated", "ending", "fact"),
    [
        ("", "", "", "**Output:** the same on every run."),
        ("", "x", "", "**Output:** the same lines on every run, in any order."),
        ("", "", "", "Printed by CPython 3.13.5 on Linux."),
        ("", "", "", "**Passed on:** not run here yet."),
        ("", "", "--- exit status 1 ---\n", "It ends with exit status 1."),
        ("", "", "--- never ends: stopped here ---\n", "It never ends: it was stopped after 10 s."),
        ('# requires-python = ">=3.13"', "", "", "It needs Python >=3.13."),
        ('# dependencies = ["attrs"]', "", "", "It needs attrs; `uv run join.py` fetches that."),
    ],
)
def test_a_reader_is_told_what_is_known(chapter, program, stated, ending, fact):
    if program:
        program = f"# /// script\n{program}\n# ///\n"
    if stated:
        stated = "from tools.outcomes import any_order\njoin = any_order()\n"
    assert fact in said(chapter(program, f"{HEADER}a\n{ending}", stated))


def test_a_reader_is_told_on_which_systems_it_runs(chapter):
    stated = "from tools.outcomes import exact\njoin = exact(platforms=['linux'])\n"
    assert "It runs on Linux only." in said(chapter(stated=stated))
    assert "runs on" not in said(chapter())


def test_a_reader_is_told_where_it_passed_as_it_is_now(chapter):
    snippet = chapter()
    builds = [Build("CPython", (3, minor), free_threaded=minor == 13) for minor in (13, 12)]
    record(snippet, recorded_run(snippet), exact(), builds)
    assert "**Passed on:** CPython 3.12, 3.13t (no GIL)." in said(snippet)
    snippet.path.write_text("print('changed')\n")
    assert "**Passed on:** not run" in said(snippet)


def test_the_zip_holds_every_example_and_is_the_same_every_time(chapter, tmp_path):
    chapter("print('é')\n")
    found = [Snippet("threads/join.py", tmp_path)]
    content = zipped(found)
    assert content == zipped(found)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["snippets/threads/join.py"]
        assert archive.read("snippets/threads/join.py").decode() == "print('é')\n"


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("Doc file 'threads/join.md' contains a link 'no.md', but", "en/threads/join.md:3,5: "),
        ("Doc file 'threads/join.md' contains a link '#no', but", "en/threads/join.md:4: "),
        ("Doc file 'threads/join.md' contains an unrecognized relative link 'x y'", ""),
        ("Doc file 'gone.md' contains a link 'no.md'", ""),
        ("Another warning: 100%", ""),
    ],
)
def test_a_warning_about_a_link_names_its_lines(tmp_path, monkeypatch, message, place):
    page = tmp_path / "en" / "threads" / "join.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Join\n\n[a](no.md) [b](yes.md)\n[c](#no)\n[d](no.md)\n")
    monkeypatch.setattr(NameTheLine, "docs", tmp_path / "en")
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, "%s", (message,), None)
    assert NameTheLine().filter(record)
    assert record.getMessage().endswith(place + message)
    assert place or record.getMessage() == message


@pytest.mark.parametrize("indent", ["", "    "])
def test_what_a_fence_asks_for_stands_between_output_and_facts(dress, monkeypatch, indent):
    monkeypatch.setitem(hooks.EXTRAS, "timeline", lambda snippet, page: f"<b>*{page}* of _it_</b>")
    fence = f"{indent}```{{.python .timeline}}\n{indent}{INCLUDE}\n{indent}```\n"
    shown = dress(f'!!! note "So"\n\n{fence}' if indent else fence)
    page = hooks.on_post_page(markdown.markdown(shown, extensions=["admonition"]), page=None)
    assert "<b>*threads/join.md* of _it_</b>" in page
    assert page.index("é") < page.index("<b>") < page.index("Output:")


def test_a_new_build_forgets_what_the_last_one_made(monkeypatch):
    monkeypatch.setitem(hooks.MADE, "<!-- extra: timeline threads/gone.py -->", "")
    monkeypatch.setattr(hooks.measure, "programs", list)
    hooks.on_pre_build()
    assert hooks.MADE == {}
