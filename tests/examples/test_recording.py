"""`tools.examples.recording`: what is kept of a run."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from chapter import Chapter, ran

from tools.examples.judge import problems
from tools.examples.outcome import BadOutcome, any_order, exact, outcome_of
from tools.examples.recording import State, read, record, recorded_run, recording_text
from tools.interpreters import Build, Interpreter


@pytest.fixture
def chapter(tmp_path):
    return Chapter(tmp_path)


SAMPLE = '''
from tools.examples.judge import problems
from tools.examples.outcome import sample

def numbers(run):
    return [float(n) for n in run.lines]

@sample
def x(run):
    """Who wins depends on the machine."""
    assert run.lines
    assert numbers(run) == [
        1]
'''


@pytest.mark.parametrize(
    "run",
    [
        ran("a\n"),
        ran(""),
        ran("\n\n"),
        ran("é …\n  b\n", "oops\n", 1),
        ran("a\n", "oops\n", None),
        ran("", "", None),
        ran("", "", -11),
        replace(ran("a\n"), platform="win32"),
        replace(ran("a\n"), platform="freebsd14"),
        replace(ran(), python=Interpreter("PyPy", (3, 11, 0), False, "")),
    ],
)
def test_what_is_written_is_what_is_read(chapter, run):
    snippet = chapter(recorded=recording_text(chapter(), run))
    kept = recorded_run(snippet)
    assert kept == replace(run, python=replace(run.python, executable=""))
    assert recording_text(snippet, kept) == recording_text(snippet, run)


@pytest.mark.parametrize(("stderr", "status"), [("", 0), ("oops\n", 2), ("oops", None)])
def test_a_missing_last_line_end_is_added_and_is_no_difference(chapter, stderr, status):
    run = ran("a\nb", stderr, status)
    kept = recorded_run(chapter(recorded=recording_text(chapter(), run)))
    assert (kept.stdout, kept.status, kept.stderr.strip()) == ("a\nb\n", status, stderr.strip())
    outcome = exact(status=status or 0, stderr=["oops"] * bool(stderr), hangs=status is None)
    assert problems(chapter(), run, outcome, kept) == []


B311, B313T = Build("CPython", (3, 11)), Build("CPython", (3, 13), free_threaded=True)


def test_a_recording_is_readable_as_it_is(chapter):
    text = recording_text(chapter(), ran("a\n", "oops\n", 3), [B313T, B311])
    *lines, seal = text.splitlines()
    assert lines == [
        "$ python x.py  # CPython 3.13.5, Linux",
        "a",
        "--- stderr ---",
        "oops",
        "--- exit status 3 ---",
    ]
    made = r"made from [0-9a-f]{12}; sealed [0-9a-f]{12}"
    assert re.fullmatch(rf"--- passed on 3.11 3.13t; {made} ---", seal)


@pytest.mark.parametrize(
    "line",
    [
        "--- stderr ---",
        "--- exit status 3 ---",
        "--- never ends: stopped here ---",
        "--- passed on 3.11; made from 0123456789ab; sealed 0123456789ab ---",
        "\\--- stderr ---",
        "\\\\--- exit status 3 ---",
        "--- anything ---",
    ],
)
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_line_of_the_output_that_looks_like_a_mark_is_none(chapter, line, stream):
    run = replace(ran("a\n", "b\n"), **{stream: f"{line}\nx\n{line}\n"})
    kept = read(chapter(recorded=recording_text(chapter(), run)))
    assert (kept.state, kept.run.stdout, kept.run.stderr) == (State.FRESH, run.stdout, run.stderr)
    assert kept.run.status == 0


def test_it_knows_where_the_program_as_it_is_has_passed(chapter):
    snippet = chapter(recorded=recording_text(chapter(), ran("a\n"), [B313T, B311]))
    assert read(snippet).passed == (B311, B313T)
    chapter(x="print('another')\n")
    assert (read(snippet).state, read(snippet).passed) == (State.STALE, ())


@pytest.mark.parametrize("uses", ["import tea", "    from tea import pot", "run(['tea.py'])"])
def test_a_recording_is_old_once_what_its_program_uses_has_changed(chapter, uses):
    chapter(tea="import cup\nimport x\n", cup="print()\n")
    snippet = chapter(x=f"import y\n{uses}\n")
    chapter(recorded=recording_text(snippet, ran("a\n"), [B311]))
    assert read(snippet).state is State.FRESH
    chapter(cup="print('black')\n")
    assert read(snippet).state is State.STALE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\na\n", "\nb\n"),
        ("Linux", "Windows"),
        ("on 3.11 3.13t", "on 3.11 3.12 3.13t"),
        ("on 3.11 3.13t", "on 3.99"),
        ("made from ", "made from 00"),
    ],
)
def test_what_was_changed_by_hand_claims_nothing(chapter, old, new):
    text = recording_text(chapter(), ran("a\n"), [B313T, B311])
    assert old in text
    kept = read(chapter(recorded=text.replace(old, new)))
    assert kept.passed == ()
    assert kept.state is not State.FRESH


def test_a_name_that_is_no_build_of_python_claims_nothing(chapter):
    strange = Build("CPython", (3, 99))
    kept = read(chapter(recorded=recording_text(chapter(), ran("a\n"), [strange, B311])))
    assert (kept.state, kept.passed) == (State.DAMAGED, ())


def test_a_recording_of_the_old_form_can_be_read_and_claims_nothing(chapter):
    old = "$ python x.py  # CPython 3.13.5, Linux\na\n--- exit status 1 ---\n"
    snippet = chapter(recorded=old)
    kept = read(snippet)
    assert (kept.state, kept.run.stdout, kept.run.status) == (State.UNBOUND, "a\n", 1)
    assert record(snippet, ran("a\n", status=1), exact(status=1), [B311])
    assert snippet.recording.read_text("utf-8").startswith(old)
    assert read(snippet).passed == (B311,)


def test_the_same_program_keeps_where_it_passed_and_another_does_not(chapter):
    snippet = chapter()
    record(snippet, ran("a\n"), exact(), [B311])
    record(snippet, ran("a\n"), exact(), [B313T])
    assert read(snippet).passed == (B311, B313T)
    chapter(x="print('a')\n")
    assert record(snippet, ran("a\n"), exact(), [B313T])
    assert read(snippet).passed == (B313T,)


def test_a_recording_that_is_not_utf_8_is_named_with_its_line(chapter):
    snippet = chapter()
    snippet.recording.write_bytes(b"$ python x.py\n\xff\n")
    with pytest.raises(BadOutcome, match=r"x\.out:2: not UTF-8"):
        read(snippet)


@pytest.mark.parametrize(
    "text",
    ["", "a\n", "$ python x.py\na\n", "$ python x.py  # CPython 3, Linux\n", "\n$ python x.py\n"],
)
def test_a_recording_damaged_by_hand_is_an_error_that_names_it(chapter, text):
    with pytest.raises(BadOutcome, match=r"^snippets/threads/x\.out:1: "):
        recorded_run(chapter(recorded=text))


def test_a_first_run_is_recorded_and_nothing_else_is_written(chapter):
    snippet = chapter()
    assert record(snippet, ran("é\n"), exact())
    assert recorded_run(snippet).stdout == "é\n"
    assert b"\r" not in snippet.recording.read_bytes()
    assert sorted(file.name for file in snippet.path.parent.iterdir()) == ["x.out", "x.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_recording_may_be_read_by_whom_its_example_may(chapter):
    snippet = chapter()
    record(snippet, ran("a\n"), exact())
    assert snippet.recording.stat().st_mode == snippet.path.stat().st_mode


@pytest.mark.parametrize(
    ("outcome", "kept", "run", "is_written"),
    [
        (exact(), ran("a\n"), ran("b\n"), True),
        (exact(), ran("a\n"), replace(ran("a\n"), platform="win32"), False),
        (exact(), ran("pid 1\n0.5 s\n"), ran("pid 2\n0.7 s\n"), False),
        (exact(), ran("pid 1\npid 1\n"), ran("pid 2\npid 3\n"), True),
        (any_order(), ran("a\nb\n"), ran("b\na\n"), False),
        (exact(status=1), ran(), ran(status=1), True),
        (exact(stderr=["oo.*"]), ran(), ran(stderr="oops\n"), True),
        (exact(hangs=True), ran("a\n"), ran("a\n", status=None), True),
    ],
)
def test_a_recording_is_written_again_only_if_its_substance_changed(
    chapter, outcome, kept, run, is_written
):
    before = recording_text(chapter(), kept)
    snippet = chapter(recorded=before)
    assert record(snippet, run, outcome) is is_written
    after = snippet.recording.read_text("utf-8")
    assert after == (recording_text(snippet, run) if is_written else before)


def test_a_recorded_sample_stays_for_as_long_as_it_is_legal(chapter):
    snippet = chapter(outcomes=SAMPLE, recorded=recording_text(chapter(), ran("01\n")))
    assert not record(snippet, ran("1\n"), outcome_of(snippet))
    chapter(recorded=recording_text(snippet, ran("2\n")))
    assert record(snippet, ran("1\n"), outcome_of(snippet))


@pytest.mark.parametrize("change", ["the program", "the output, by hand"])
def test_no_run_of_another_program_and_no_edited_one_is_kept(chapter, change):
    snippet = chapter(outcomes=SAMPLE, recorded=recording_text(chapter(), ran("01\n")))
    if change == "the program":
        snippet.path.write_text(snippet.source + "\n# changed\n", "utf-8")
    else:
        snippet.recording.write_text(snippet.recording.read_text("utf-8").replace("01", "001"))
    assert record(snippet, ran("1\n"), outcome_of(snippet))
    kept = read(snippet)
    assert kept
    assert (kept.state, kept.run.stdout) == (State.FRESH, "1\n")


def test_a_recording_that_cannot_be_written_leaves_the_old_one(chapter, monkeypatch):
    snippet = chapter(recorded=recording_text(chapter(), ran("a\n")))
    kept = snippet.recording.read_text()

    def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="disk full"):
        record(snippet, ran("b\n"), exact())
    assert snippet.recording.read_text() == kept
