"""`tools.examples.outcome`: what a run may do, and what is kept of it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tools.examples import runner
from tools.examples.outcome import (
    BadOutcome,
    Outcome,
    any_order,
    exact,
    masked,
    messages,
    outcome_of,
    own_frames,
    problems,
    record,
    recorded_run,
    recording_text,
    stated,
)
from tools.examples.runner import Run
from tools.examples.snippet import Snippet
from tools.interpreters import Interpreter, running

PYTHON = Interpreter("CPython", (3, 13, 5), gil=True, executable="python")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for the stacks")


def ran(stdout: str = "", stderr: str = "", status: int | None = 0, **facts) -> Run:
    """A run, as if it had been."""
    return Run(PYTHON, "linux", stdout, stderr, status, **facts)


@pytest.fixture
def chapter(tmp_path):
    """A folder snippets/threads; a function writes into it and returns the example `x`."""
    folder = tmp_path / "snippets" / "threads"
    folder.mkdir(parents=True)

    def write(**files: str) -> Snippet:
        for stem, text in files.items():
            suffix = ".out" if stem == "recorded" else ".py"
            name = "x" if stem == "recorded" else stem
            (folder / f"{name}{suffix}").write_text(text, "utf-8")
        return Snippet("threads/x.py", folder.parent)

    write(x="print()\n")
    return write


# What is compared.


@pytest.mark.parametrize(
    ("outcome", "now", "was", "said"),
    [
        (exact(), "a\nb\n", "a\nb\n", None),
        (exact(), "b\na\n", "a\nb\n", "-b"),
        (exact(), "a\n", "a\nb\n", "-b"),
        (exact(), "a\na\n", "a\n", "+a"),
        (exact(), "a \n", "a\n", "+a "),
        (exact(), "", "", None),
        (any_order(), "b\na\n", "a\nb\n", None),
        (any_order(), "a\na\n", "a\n", "+a"),
        (any_order(), "a\nc\n", "b\na\n", "-b"),
        (any_order(), "pid 7\npid 8\npid 8\n", "pid 5\npid 5\npid 6\n", None),
        (exact(), "pid 7\npid 8\n", "pid 5\npid 6\n", None),
        (exact(), "pid 7\npid 7\n", "pid 5\npid 6\n", "-pid <2>"),
    ],
)
def test_output_is_compared_with_the_recorded_one(chapter, outcome, now, was, said):
    found = problems(chapter(), ran(now), outcome, ran(was))
    if said is None:
        assert found == []
    else:
        (problem,) = found
        assert "than recorded" in problem
        assert "snippets/threads/x.out (recorded)" in problem
        assert said in problem.splitlines()


def test_without_a_recorded_output_it_fails(chapter):
    assert problems(chapter(), ran("a\n"), exact(), None) == ["there is no snippets/threads/x.out"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I am pid 47, parent pid 4, pid 47", "I am pid <1>, parent pid <2>, pid <1>"),
        ("pid=12 pid: 13 pid:12", "pid=<1> pid: <2> pid:<1>"),
        ("native id 9 native id 10", "native id <1> native id <2>"),
        ("pid 5 port 5", "pid <1> port <2>"),
        ("port 54321 port 54321", "port <1> port <1>"),
        ("<x at 0x7f00aa> 0x7F00AB 0x7f00aa", "<x at 0x<1>> 0x<2> 0x<1>"),
        ("took 0.123 s, then 12.5 s.", "took <> s, then <> s."),
    ],
)
def test_what_varies_without_meaning_is_masked_and_equal_stays_equal(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "42 tickets, 1.5 of 2",
        "3 s",
        "0.5 seconds",
        "1.5s",
        "1.25 ms",
        "ppid 12 rapid 12",
        "pids 12",
        "pid",
        "ports 80",
        "0xff",
        "id 5",
        "Thread-1 (work)",
        "12:34:56",
    ],
)
def test_nothing_else_is_masked(text):
    assert masked(text) == text


# How it ends.


@pytest.mark.parametrize(
    ("outcome", "run", "said"),
    [
        (exact(), ran(status=0), None),
        (exact(), ran(status=1), "exit status 1; expected 0"),
        (exact(status=3), ran(status=3), None),
        (exact(status=3), ran(status=0), "exit status 0; expected 3"),
        (exact(status=None), ran(status=-9), None),
        (exact(status=None), ran(status=0), "exit status 0; expected another than 0"),
        (exact(limit=2), ran(status=None), "stopped: it had not ended after 2 s"),
        (exact(hangs=True), ran(status=None), None),
        (exact(hangs=True), ran(status=0), "it ended, with exit status 0, and should hang"),
        (exact(hangs=True, status=3), ran(status=3), "it ended, with exit status 3"),
        (exact(hangs=None), ran(status=None), None),
        (exact(hangs=None), ran(), None),
        (exact(hangs=None), ran(status=3), "exit status 3; expected 0"),
        (exact(), ran(still_running=("pid 7 (x)",)), "left running when it ended: pid 7 (x)"),
        (exact(), ran(flooded=True, status=None), "had printed more than 1,000,000 bytes"),
        (exact(hangs=True), ran(flooded=True, status=None), "had printed more than"),
    ],
)
def test_a_run_must_end_as_it_is_stated(chapter, outcome, run, said):
    found = problems(chapter(), run, outcome, run)
    assert len(found) == (said is not None)
    assert said is None or said in found[0]


@pytest.mark.parametrize(
    ("patterns", "stderr", "said"),
    [
        ([], "", []),
        ([], "oops\n", ["on standard error, and not expected: oops"]),
        (["oops"], "oops\n", []),
        (["oops"], "", ["expected on standard error, and not there: oops"]),
        (["oo"], "oops\n", ["not expected: oops", "not there: oo"]),
        ([r"Key\w+: .*", "oops"], "oops\nKeyError: 5\noops\n", []),
        ([r"KeyError: 5"], "Traceback (most recent call last):\n  File\nKeyError: 5\n", []),
        ([r"Exception .*"], "Exception in thread T1:\n", ["not there: Exception .*"]),
    ],
)
def test_every_message_on_stderr_is_expected_and_every_expected_one_is_there(
    chapter, patterns, stderr, said
):
    run = ran(stderr=stderr)
    found = problems(chapter(), run, exact(stderr=patterns), run)
    assert len(found) == len(said)
    assert all(part in problem for part, problem in zip(said, found, strict=True))


def test_the_stacks_that_are_printed_at_the_limit_are_no_messages(chapter):
    stacks = "Fatal Python error: Aborted\n\nCurrent thread 0x01 (most recent call first):\n"
    run = ran(stderr="oops\n", stacks=stacks, status=None)
    assert problems(chapter(), run, exact(hangs=True, stderr=["oops"]), run) == []


def test_a_recording_that_its_outcome_forbids_is_stale(chapter):
    found = problems(chapter(), ran(), exact(), ran(stderr="oops\n", status=1))
    assert found == [
        "the recorded output: exit status 1; expected 0",
        "the recorded output: on standard error, and not expected: oops",
    ]


@pytest.mark.parametrize(("line", "wrong"), [(3, False), (4, True)])
def test_a_traceback_of_another_line_than_recorded_fails(chapter, line, wrong):
    text = 'Traceback (most recent call last):\n  File "{}x.py", line {}, in f\nKeyError: 1\n'
    outcome = exact(stderr=["KeyError: 1"])
    run, was = ran(stderr=text.format("/tmp/", line)), ran(stderr=text.format("", 3))
    found = problems(chapter(), run, outcome, was)
    assert found == ["the traceback is of line 4, in f; recorded: line 3, in f"] * wrong


# The asserts of a chapter.

HERE = "snippets/threads/outcomes.py"
NO_FLOAT = "could not convert string to float: 'a'"
SAMPLE = '''
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
    ("now", "was", "said"),
    [
        ("1\n", "1\n", []),
        ("01\n", "1\n", []),
        ("", "1\n", [f"{HERE}:10: assert run.lines"]),
        ("2\n", "1\n", [f"{HERE}:11: assert numbers(run) == ["]),
        ("1\n", "", [f"the recorded output: {HERE}:10: assert run.lines"]),
        (
            "a\n",
            "1\n",
            [f"{HERE}:5: return [float(n) for n in run.lines] (ValueError: {NO_FLOAT})"],
        ),
    ],
)
def test_a_sample_must_pass_its_assert_and_a_failure_names_it(chapter, now, was, said):
    snippet = chapter(outcomes=SAMPLE)
    assert problems(snippet, ran(now), outcome_of(snippet), ran(was)) == said


def test_a_sample_is_told_of_with_the_reason_it_varies(chapter):
    outcome = outcome_of(chapter(outcomes=SAMPLE))
    assert outcome.kind == "sample"
    assert outcome.words == "one run's; yours may differ. Who wins depends on the machine."


def test_an_example_that_is_not_named_prints_the_same_on_every_run(chapter):
    assert outcome_of(chapter()) == outcome_of(chapter(outcomes="y = 1\n")) == Outcome()
    assert Outcome().words == "the same on every run"
    assert "any order" in any_order().words


def test_a_stated_outcome_is_found_by_the_name_of_its_example(chapter):
    text = "from tools.outcomes import *\nx = any_order(status=2, limit=5)\ny = exact()\n"
    assert outcome_of(chapter(outcomes=text)) == any_order(status=2, limit=5)


def test_an_example_of_some_systems_is_left_out_on_others():
    outcome = exact(platforms=("linux", "darwin"))
    assert outcome.left_out("linux") is None
    assert outcome.left_out("win32") == "runs on Linux and macOS only"
    assert exact().left_out("win32") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nx = exact(\n", r":2: SyntaxError: "),
        ("\n\nx = exact()\n", r":3: NameError: name 'exact' is not defined"),
        ("from tools.outcomes import exact\nx = exact(stat=1)\n", r":2: TypeError: .*'stat'"),
        ("import tools.outcomes\n\ndef f():\n    1 / 0\nf()\n", r":4: ZeroDivisionError: "),
    ],
)
def test_a_chapter_whose_outcomes_do_not_run_is_an_error_that_names_file_and_line(
    chapter, text, said
):
    with pytest.raises(BadOutcome, match=r"^snippets/threads/outcomes\.py" + said):
        outcome_of(chapter(outcomes=text))


def test_a_sample_that_does_not_say_why_it_varies_is_an_error(chapter):
    text = "from tools.outcomes import sample\n@sample\ndef x(run): pass\n"
    with pytest.raises(BadOutcome, match=r"snippets/threads/outcomes\.py: x has no docstring"):
        outcome_of(chapter(outcomes=text))


def test_a_sample_that_takes_no_run_fails_and_names_the_line(chapter):
    snippet = chapter(
        outcomes="from tools.outcomes import sample\n\n@sample\ndef x():\n    'Why.'\n"
    )
    found = problems(snippet, ran(), outcome_of(snippet), ran())
    assert all(f"{HERE}:3: (TypeError: x() takes 0" in said for said in found)
    assert found


# What is kept.

TRACEBACK = """\
<frozen linecache>:311: DeprecationWarning: Module globals is missing a __spec__.loader
Exception in thread Thread-1 (work):
Traceback (most recent call last):
  File "/usr/lib/python3.13/threading.py", line 1043, in _bootstrap_inner
    self.run()
    ~~~~~~~~^^
  File "{file}", line 7, in work
    check({{
    ~~~~~^^^
        "key": 1,
    }})
    ^^
  File "<frozen importlib>", line 5, in load
  File "/usr/lib/python3.13/json/x.py", line 2, in check
    raise KeyError
KeyError: 'oven'
{file}:9: DeprecationWarning: old
"""
OWN = """\
Exception in thread Thread-1 (work):
Traceback (most recent call last):
  File "x.py", line 7, in work
    check({
  File "x.py", line 2, in check
    raise KeyError
KeyError: 'oven'
x.py:9: DeprecationWarning: old
"""


def test_of_a_traceback_only_the_frames_of_the_example_are_kept(tmp_path):
    file = tmp_path / "snippets" / "x.py"
    foreign = TRACEBACK.replace("json/x.py", "json/decoder.py")
    own = OWN.replace('  File "x.py", line 2, in check\n    raise KeyError\n', "")
    assert own_frames(foreign.format(file=file), file) == own
    assert own_frames(own, file) == own
    assert messages(own) == ["KeyError: 'oven'", "x.py:9: DeprecationWarning: old"]


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


def test_a_recording_is_readable_as_it_is(chapter):
    assert recording_text(chapter(), ran("a\n", "oops\n", 3)) == (
        "$ python x.py  # CPython 3.13.5, Linux\na\n--- stderr ---\noops\n--- exit status 3 ---\n"
    )


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


@posix
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


def test_a_recording_that_cannot_be_written_leaves_the_old_one(chapter, monkeypatch):
    snippet = chapter(recorded=recording_text(chapter(), ran("a\n")))
    kept = snippet.recording.read_text()

    def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="disk full"):
        record(snippet, ran("b\n"), exact())
    assert snippet.recording.read_text() == kept


# Real runs.


def judged(snippet: Snippet, **facts) -> list[str]:
    """The problems of a real run with itself as the recorded one."""
    run = runner.run(snippet.path, running(), facts.get("limit", 60))
    return problems(snippet, run, exact(**facts), run)


IN_A_THREAD = "import threading\nthread = threading.Thread(target=lambda: 1 / 0)\n"
IN_A_CHILD = """
from multiprocessing import Process
def work(): raise LookupError("no oven")
if __name__ == "__main__":
    process = Process(target=work)
    process.start()
    process.join()
"""


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (f"{IN_A_THREAD}thread.start()\nthread.join()\n", "ZeroDivisionError: division by zero"),
        (IN_A_CHILD, "LookupError: no oven"),
    ],
    ids=["thread", "child"],
)
def test_an_exception_anywhere_fails_unless_it_is_expected(chapter, program, message):
    snippet = chapter(x=program)
    assert judged(snippet) == [f"on standard error, and not expected: {message}"]
    assert judged(snippet, stderr=[message]) == []


@posix
def test_a_real_deadlock_fails_unless_it_is_expected(chapter):
    snippet = chapter(x="import threading\nprint('a')\nthreading.Event().wait()\n")
    assert judged(snippet, limit=2) == ["stopped: it had not ended after 2 s"]
    assert judged(snippet, limit=2, hangs=True) == []


def test_an_outcome_that_lacks_its_parentheses_is_named(tmp_path):
    file = tmp_path / "outcomes.py"
    file.write_text("from tools.outcomes import any_order\njoin = any_order\n", "utf-8")
    with pytest.raises(BadOutcome, match=r"outcomes\.py:1: join = any_order: write any_order\(\)"):
        stated(file)


def test_a_slow_step_of_asyncio_fails_nothing_and_can_be_expected(chapter):
    run = ran(stderr="Executing <Task finished name='a' coro=<f() done>> took 0.206 seconds\n")
    assert problems(chapter(), run, exact(), run) == []
    wanted = exact(stderr=[r"Executing <.*> took .* seconds"])
    assert problems(chapter(), run, wanted, run) == []
    assert problems(chapter(), ran(), wanted, run) != []


def test_arguments_are_kept_and_others_are_a_difference(chapter):
    """A recording shows the command that gives such an output."""
    head = "from tools.outcomes import exact\n"
    example = chapter(
        x="import sys\nprint(sys.argv[1:])\n", outcomes=f"{head}x = exact(arguments=['0.1'])\n"
    )
    outcome = outcome_of(example)
    run = runner.run(example.path, running(), 5, outcome.arguments)
    record(example, run, outcome)
    assert example.recording.read_text("utf-8").startswith("$ python x.py 0.1  # ")
    kept = recorded_run(example)
    assert kept.arguments == ("0.1",)
    assert problems(example, run, outcome, kept) == []
    other = replace(run, arguments=("0.2",))
    assert "the arguments are 0.2; recorded: 0.1" in problems(example, other, outcome, kept)
