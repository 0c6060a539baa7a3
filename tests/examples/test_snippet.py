"""`tools.examples.snippet`: what an example says of itself."""

import pytest

from tools.examples.snippet import BadSnippet, Needs, Snippet, every_snippet
from tools.interpreters import Interpreter

BLOCK = "# /// script\n{}# ///\n"
OTHER = Interpreter("CPython", (3, 12, 4), gil=True, executable="python3.12")


@pytest.fixture
def write(tmp_path):
    """A function that writes a file below snippets/."""

    def write(source: str, name: str = "threads/join.py") -> Snippet:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8")
        return Snippet(name, tmp_path)

    return write


def test_its_files_stand_beside_each_other(tmp_path):
    snippet = Snippet("threads/join.py", tmp_path)
    assert snippet.path == tmp_path / "threads/join.py"
    assert snippet.recording == tmp_path / "threads/join.out"
    assert snippet.outcomes == tmp_path / "threads/outcomes.py"


def test_a_byte_order_mark_of_an_editor_is_no_part_of_a_program(tmp_path):
    """Python runs such a file; compile() refuses such a text, and nobody sees why."""
    snippet = Snippet("tea/pour.py", tmp_path)
    snippet.path.parent.mkdir()
    snippet.path.write_text("\ufeffprint(1)\n", "utf-8")
    assert snippet.source == "print(1)\n"


def test_broken_on_purpose_is_said_by_the_name():
    assert Snippet("threads/broken_join.py").is_broken
    assert not Snippet("broken_chapter/join.py").is_broken


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        ('"""Say — hello.\n\nMore.\n"""\nprint(1)\n', "Say — hello."),
        ("# none\nprint(1)\n", None),
        ('"""Never closed.', None),
    ],
)
def test_its_summary_is_the_first_line_of_its_docstring(write, source, summary):
    assert write(source).summary == summary


def test_every_snippet_is_found_but_no_outcomes_recordings_or_caches(write, tmp_path):
    for name in ("threads/b.py", "threads/a.py", "gil/c.py"):
        write("", name)
    for name in ("threads/outcomes.py", "threads/a.out", "threads/__pycache__/a.py"):
        write("", name)
    found = [snippet.name for snippet in every_snippet(tmp_path)]
    assert found == ["gil/c.py", "threads/a.py", "threads/b.py"]


def test_without_a_block_nothing_is_required(write):
    assert write("print(1)\n# requires-python = '>=3.14'\n").needs == Needs()


def test_a_block_is_read_wherever_it_stands(write):
    lines = '# requires-python = ">=3.13"\n#\n# dependencies = [\n#   "attrs",\n# ]\n'
    snippet = write(f'"""Say."""\n\n{BLOCK.format(lines)}\nimport attrs\n')
    assert snippet.needs == Needs(">=3.13", ("attrs",))


@pytest.mark.parametrize(
    "lines",
    [
        "# requires-python = >=3.13\n",
        '# requires-python = "later than 3.13"\n',
        "# requires-python = 3.13\n",
    ],
)
def test_a_bad_block_is_an_error_that_names_file_and_line(write, lines):
    snippet = write(f'"""Say."""\n\n{BLOCK.format(lines)}')
    with pytest.raises(BadSnippet, match=r"^snippets/threads/join\.py:3: "):
        _ = snippet.needs


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("# /// script\n# requires-python = 3.13\n# ///\n", "3.13 is no text; write it in quotes"),
        (
            '# /// script\n# requires-python = "3.13+"\n# ///\n',
            r"Invalid specifier: '3\.13\+'; write what has to hold: .>=3\.13.$",
        ),
        ("# /// script\n# dependencies = 'a'\n# ///\n", r"'a' is no list; write \['a'\]"),
        ("# /// script\n# dependencies = ['a b']\n# ///\n", r"Expected [^\n]*"),
        (
            "# /// script\n# require-python = '>=3.13'\n# ///\n",
            "has require-python; write requires-",
        ),
        ("# /// script\n# dependencies = ['a']\n", "begins with '# /// script' and ends with"),
        ("#/// script\n# dependencies = ['a']\n# ///\n", "begins with '# /// script' and ends "),
        ("# /// scripts\n# dependencies = ['a']\n# ///\n", "begins with '# /// script' and ends"),
        ("# /// script\n# dependencies = ['a']\n#///\n", "begins with '# /// script' and ends"),
        ("# /// script\ndependencies = ['a']\n# ///\n", "begins with '# /// script' and ends"),
    ],
)
def test_a_block_that_would_be_passed_over_or_misread_is_an_error(write, block, said):
    with pytest.raises(BadSnippet, match=rf"^snippets/threads/join\.py:3: the '# /// .*: {said}"):
        _ = write(f'"""Say."""\n\n{block}\nimport a\n').needs


def test_two_blocks_are_an_error_that_names_the_file(write):
    snippet = write(BLOCK.format("#\n") + "\n" + BLOCK.format("#\n"))
    with pytest.raises(BadSnippet, match=r"snippets/threads/join\.py: more than one"):
        _ = snippet.needs


@pytest.mark.parametrize(
    ("wanted", "version", "reason"),
    [
        (">=3.12", (3, 12, 0), None),
        (">=3.13", (3, 12, 9), "needs Python >=3.13"),
        (">=3.13", (3, 15, 0), None),
        ("<3.14", (3, 14, 0), "needs Python <3.14"),
    ],
)
def test_an_interpreter_that_it_excludes_leaves_it_out(write, wanted, version, reason):
    snippet = write(BLOCK.format(f'# requires-python = "{wanted}"\n'))
    assert snippet.left_out(Interpreter("CPython", version, True, "python")) == reason


def test_a_python_older_than_the_site_teaches_leaves_every_example_out(write):
    old = Interpreter("CPython", (3, 10, 13), True, "python3.10")
    assert write("print(1)\n").left_out(old) == "needs Python >=3.11"
    assert write("print(1)\n").left_out(OTHER) is None
