"""`tools.examples.passes`: on which interpreters an example, as it is now, has passed."""

import pytest

from tools.examples import passes
from tools.examples.snippet import Snippet
from tools.interpreters import Interpreter


def python(*version, gil=True, implementation="CPython"):
    return Interpreter(implementation, version, gil, "python")


@pytest.fixture
def snippet(tmp_path):
    for name in ("a.py", "a.out", "outcomes.py"):
        (tmp_path / name).write_text(f"# {name}\n")
    return Snippet("a.py", tmp_path)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "build" / "passes.json"


def test_nothing_is_known_at_first(snippet, file):
    assert passes.passed_on(snippet, passes.load(file)) == []


def test_what_passed_is_known_oldest_first_also_after_several_runs(snippet, file):
    passes.remember({snippet: [python(3, 14, 0), python(3, 13, 0, gil=False)]}, file)
    passes.remember({snippet: [python(3, 13, 0), python(3, 9, 1), python(3, 14, 0)]}, file)
    assert passes.passed_on(snippet, passes.load(file)) == [
        "CPython 3.9.1",
        "CPython 3.13.0",
        "CPython 3.13.0t",
        "CPython 3.14.0",
    ]


def test_a_new_patch_release_replaces_the_one_before(snippet, file):
    passes.remember({snippet: [python(3, 14, 0)]}, file)
    passes.remember({snippet: [python(3, 14, 1)]}, file)
    assert passes.passed_on(snippet, passes.load(file)) == ["CPython 3.14.1"]


@pytest.mark.parametrize("changed", ["a.py", "a.out", "outcomes.py"])
def test_any_change_of_an_example_forgets_where_it_passed(snippet, file, tmp_path, changed):
    passes.remember({snippet: [python(3, 13, 0)]}, file)
    (tmp_path / changed).write_text("# another\n")
    assert passes.passed_on(snippet, passes.load(file)) == []
    passes.remember({snippet: [python(3, 14, 0)]}, file)
    assert passes.passed_on(snippet, passes.load(file)) == ["CPython 3.14.0"]


def test_other_examples_are_kept(snippet, file, tmp_path):
    (tmp_path / "b.py").write_text("")
    other = Snippet("b.py", tmp_path)
    passes.remember({snippet: [python(3, 13, 0)]}, file)
    passes.remember({other: [python(3, 14, 0)]}, file)
    known = passes.load(file)
    assert passes.passed_on(snippet, known) == ["CPython 3.13.0"]
    assert passes.passed_on(other, known) == ["CPython 3.14.0"]


def test_a_damaged_file_is_as_good_as_none(snippet, file):
    file.parent.mkdir()
    file.write_text('{"a.py": {"sta')
    assert passes.load(file) == {}
    passes.remember({snippet: [python(3, 13, 0)]}, file)
    assert passes.passed_on(snippet, passes.load(file)) == ["CPython 3.13.0"]
    assert [path.name for path in file.parent.iterdir()] == ["passes.json"]
