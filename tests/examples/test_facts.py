"""`tools.examples.facts`: what is known of an example, and when it must not be published."""

import pytest
from chapter import Chapter, ran

from tools.examples.facts import facts, wrong_with
from tools.examples.outcome import BadOutcome, Kind
from tools.examples.recording import State, recording_text
from tools.interpreters import Build

B311, B314T = Build("CPython", (3, 11)), Build("CPython", (3, 14), free_threaded=True)
STATED = """
from tools.outcomes import sample

@sample(
    limit=4,
    hangs=None,
    leaves=["a.txt", "tmp/b"],
    platforms=["linux", "darwin"],
    because="no ps",
)
def x(run):
    \"\"\"The cook decides.\"\"\"
    assert run.lines
"""
NEEDS = '# /// script\n# requires-python = ">=3.12"\n# dependencies = ["psutil"]\n# ///\n'


@pytest.fixture
def chapter(tmp_path):
    return Chapter(tmp_path)


def test_the_facts_are_those_of_program_outcome_and_recording(chapter):
    snippet = chapter(x=NEEDS, outcomes=STATED)
    chapter(recorded=recording_text(snippet, ran("a\n", "b\n", None, arguments=()), [B314T, B311]))
    known = facts(snippet)
    assert (known.name, known.command) == ("threads/x.py", "python x.py")
    assert (known.stdout, known.stderr, known.status, known.limit) == ("a\n", "b\n", None, 4)
    assert (known.kind, known.reason) == (Kind.SAMPLE, "The cook decides.")
    assert (known.systems, known.because) == (("Linux", "macOS"), "no ps")
    assert known.leaves == ("a.txt",)
    assert (known.python, known.packages) == (">=3.12", ("psutil",))
    assert (str(known.printed_by), known.printed_on) == ("CPython 3.13.5", "Linux")
    assert (known.passed_on, known.state) == ((B311, B314T), State.FRESH)
    assert wrong_with(snippet, known) == []


@pytest.mark.parametrize(
    ("out", "err", "pattern", "given"),
    [
        ("ready\n", "", "", False),
        ("pid 7\n", "", "", True),
        ("ready\n", "left: pid 7\n", "left: pid 7", True),
        ("ready\n", "lid 7 is lost\n", r"lid \d+ is lost", True),
        ("ready\n", "the lid is lost\n", "the lid is lost", False),
    ],
)
def test_what_is_given_out_anew_is_told_wherever_it_is_printed(chapter, out, err, pattern, given):
    stated = f"from tools.outcomes import exact\nx = exact(stderr={[pattern] * bool(pattern)})\n"
    snippet = chapter(outcomes=stated)
    chapter(recorded=recording_text(snippet, ran(out, err), [B311]))
    assert facts(snippet).kind is Kind.EXACT
    assert facts(snippet).given_out is given


def test_an_example_without_a_recording_is_an_error_that_says_what_to_run(chapter):
    with pytest.raises(
        BadOutcome, match=r"threads/x\.py has no .*; run: pytest docs -k x --record"
    ):
        facts(chapter())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("print()", "print(1)", "threads/x.py was changed after its output was recorded; run: "),
        ("\na\n", "\nb\n", "threads/x.out was changed by hand, or by a merge; run: "),
        ("passed on 3.11;", "passed on 3.11 3.12;", "x.out was changed by hand, or by a merge"),
        ("passed on 3.11;", "passed on ;", "x.out was changed by hand, or by a merge"),
    ],
)
def test_what_does_not_belong_together_must_not_be_published(chapter, old, new, said):
    snippet = chapter()
    text = recording_text(snippet, ran("a\n"), [B311])
    if old in snippet.source:
        chapter(x=snippet.source.replace(old, new), recorded=text)
    else:
        assert old in text
        chapter(recorded=text.replace(old, new))
    (problem,) = wrong_with(snippet, facts(snippet))
    assert said in problem
    assert "pytest docs -k x --record" in problem
    assert facts(snippet).passed_on == ()


def test_the_command_has_the_arguments(chapter):
    snippet = chapter(
        outcomes="from tools.outcomes import exact\nx = exact(arguments=['1', 'b'])\n"
    )
    chapter(recorded=recording_text(snippet, ran("a\n", arguments=("1", "b")), [B311]))
    assert facts(snippet).command == "python x.py 1 b"


def test_other_arguments_than_recorded_are_stale(chapter):
    snippet = chapter(outcomes="from tools.outcomes import exact\nx = exact(arguments=['2'])\n")
    chapter(recorded=recording_text(snippet, ran("a\n", arguments=("1",)), [B311]))
    known = facts(snippet)
    assert (known.state, known.passed_on) == (State.STALE, ())


def test_what_never_passed_must_not_be_published(chapter):
    snippet = chapter(recorded="$ python x.py  # CPython 3.13.5, Linux\na\n")
    (problem,) = wrong_with(snippet, facts(snippet))
    assert "x.out names no Python on which threads/x.py has passed; run: pytest" in problem
