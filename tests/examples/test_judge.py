"""`tools.examples.judge`: what a run may do."""

import sys
from dataclasses import replace

import pytest
from chapter import Chapter, ran

from tools.examples import runner
from tools.examples.judge import problems
from tools.examples.outcome import any_order, exact, outcome_of, sample
from tools.examples.recording import record, recorded_run
from tools.examples.snippet import Snippet
from tools.examples.surroundings import CORES, PLATFORM
from tools.interpreters import running


@pytest.fixture
def chapter(tmp_path):
    return Chapter(tmp_path)


ANYTHING = sample(lambda run: None)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for the stacks")


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
        assert "the recorded one" in problem
        assert "snippets/threads/x.out (recorded)" in problem
        assert said in problem.splitlines()


@pytest.mark.parametrize(
    ("was", "now", "torn"),
    [
        ("tea 1\nrye 2\n", "tea rye 12\n\n", True),
        ("a\nb\n", "ab\n\n", True),
        ("a b\n", "b a\n", False),
        ("a\nb\n", "b\na\n", False),
        ("a\n", "ab\n", False),
    ],
)
@pytest.mark.parametrize("outcome", [exact(), any_order()])
def test_lines_that_run_into_each_other_are_told(chapter, outcome, was, now, torn):
    said = problems(chapter(), ran(now), outcome, ran(was))
    assert any("two threads print at once" in one for one in said) == torn


def test_of_outputs_that_differ_in_much_the_beginning_is_told(chapter):
    was, now = ("".join(f"{word} {n}\n" for n in range(500)) for word in ("tea", "rye"))
    (said,) = problems(chapter(), ran(now), exact(), ran(was))
    assert said.count("\n") < 50
    assert said.endswith("… 963 more")


def test_without_a_recorded_output_it_fails(chapter):
    assert problems(chapter(), ran("a\n"), exact(), None) == ["there is no snippets/threads/x.out"]


@pytest.mark.parametrize(
    ("outcome", "run", "said"),
    [
        (exact(), ran(status=0), None),
        (exact(), ran(status=1), "exit status 1; expected 0; if that is right, state status=1"),
        (exact(status=3), ran(status=3), None),
        (exact(status=3), ran(status=0), "exit status 0; expected 3"),
        (exact(status=None), ran(status=-9), None),
        (exact(status=None), ran(status=0), "exit status 0; expected another than 0"),
        (exact(limit=2), ran(status=None), "stopped: it had not ended after 2 s"),
        (exact(hangs=True), ran(status=None), None),
        (exact(hangs=True), ran(status=0), "it ended, with exit status 0, and should hang"),
        (exact(hangs=True), ran(status=3), "it ended, with exit status 3"),
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


TOO_LONG = "stopped: it had not ended after 2 s; if it needs longer, state limit=; "
TWO = ("pid 7 (x)", "pid 8 (y)")
LEFT = "left running when it ended: pid 7 (x); pid 8 (y)"


@pytest.mark.parametrize(
    ("outcome", "run", "said"),
    [
        (exact(limit=2), ran(status=None), f"{TOO_LONG}if it is to hang, hangs=True"),
        (exact(), ran(still_running=TWO), f"{LEFT}; wait for what is started"),
    ],
)
def test_how_it_ended_is_told_to_the_letter(chapter, outcome, run, said):
    assert problems(chapter(), run, outcome, run) == [said]


DIFFERS = "the output differs from the recorded one"
STATED = "snippets/threads/outcomes.py"


@pytest.mark.parametrize(
    ("outcome", "now", "told"),
    [
        (any_order(), "a\nc\n", "the sorted lines differ from the recorded ones:"),
        (
            exact(),
            "b\na\n",
            f"{DIFFERS}: the same lines in another order "
            f'(if that is right, state it in {STATED}: x = any_order("WHY")):',
        ),
        (
            exact(),
            "a\nc\n",
            f"{DIFFERS} (if every run may have its own, state in "
            f"{STATED} what all have in common: @sample, def x(run)):",
        ),
    ],
)
def test_how_the_output_differs_is_told_to_the_letter(chapter, outcome, now, told):
    (problem,) = problems(chapter(), ran(now), outcome, ran("a\nb\n"))
    assert problem.split("\n")[:3] == [
        told,
        "--- snippets/threads/x.out (recorded)",
        "+++ this run",
    ]


OTHERS = "a reader's is another; print something else"
REMEDY = "; use a tempfile.TemporaryDirectory, or state leaves="


@pytest.mark.parametrize(
    ("outcome", "facts", "said"),
    [
        (
            exact(),
            {"cut_short": True},
            ["it left by os._exit(); if that is what it shows, state os_exit=True"],
        ),
        (exact(os_exit=True), {"cut_short": True}, []),
        (exact(os_exit=True), {}, []),
        (exact(), {"left": ("work/a", "tmp/b")}, [f"left behind: work/a, tmp/b{REMEDY}"]),
        (exact(leaves=["a"]), {"left": ("work/a",)}, []),
        (exact(leaves=["a", "tmp/b"]), {}, ["leaves= has a, and it left none"]),
        (exact(leaves=["a"], hangs=True), {"status": None}, []),
        (
            exact(leaves=["a"]),
            {"left": ("tmp/a", "work/a")},
            [f"left behind: tmp/a{REMEDY}"],
        ),
        (exact(leaves=["a*", "tmp/*.b"]), {"left": ("work/ac", "tmp/c.b")}, []),
        (
            exact(leaves=["a", "b"]),
            {"left": ("work/a", "work/b", "work/c")},
            [f"left behind: work/c{REMEDY}"],
        ),
        (exact(), {"told": (PLATFORM,)}, [f"its output tells {PLATFORM}: {OTHERS}"]),
        (
            exact(),
            {"told": (PLATFORM, CORES)},
            [f"its output tells {PLATFORM} and {CORES}: {OTHERS}"],
        ),
        (ANYTHING, {"told": (PLATFORM, CORES)}, []),
        (ANYTHING, {"told": ("a user's name",)}, [f"its output tells a user's name: {OTHERS}"]),
        (
            exact(),
            {"stdout": "a\x07\n"},
            ["its output has the character U+0007, which no page can show"],
        ),
    ],
)
def test_what_a_run_did_that_its_output_does_not_show(chapter, outcome, facts, said):
    run = ran(**facts)
    assert problems(chapter(), run, outcome, run) == said


def test_each_character_that_no_page_can_show_is_told_once(chapter):
    run = ran("a\x07\x07\nb\u202e\r5 %\n", stderr="c\x1b\u200b\ufeff\n")
    found = problems(chapter(), run, exact(stderr=[".*"]), run)
    told = [problem.split()[5][:-1] for problem in found]
    assert told == ["U+0007", "U+000D", "U+001B", "U+200B", "U+202E", "U+FEFF"]


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


NOBODY = " (nobody types: let the program bring what it needs, or state typed=)"
NAMED = " (a package is named in the program, after its docstring: # /// script, "
FOR = '# dependencies = ["celery"], # ///)'
LATER = " (if a later Python has it, say so in the program, after its docstring: # /// script, "
FROM = '# requires-python = ">=3.14", # ///; if it is to be there, state stderr=[r"'
EXPECTED = ' (if it is to be there, state stderr=[r"{}"])'
UNCLOSED = r"unclosed <socket fd=\w+, \w+, \w+>"


@pytest.mark.parametrize(
    ("program", "line", "remedy"),
    [
        ("input()\n", "EOFError: EOF when reading a line", NOBODY),
        ("for line in sys.stdin: pass\n", "OSError: [Errno 9] Bad file descriptor", NOBODY),
        ("open(0)\n", "OSError: [Errno 9] Bad file descriptor", NOBODY),
        ("os.read(0, 1)\n", "OSError: [Errno 9] Bad file descriptor", NOBODY),
        ("open(1)\n", "EOFError", ' (if it is to be there, state stderr=[r"EOFError"])'),
        ("", "/home/ann/x.py:6: UserWarning: no", EXPECTED.format(r".*x\.py:6: UserWarning: no")),
        ("", "unclosed <socket fd=3, 0x7f, 50312>", EXPECTED.format(UNCLOSED)),
        ("input()\n", 'oh "so" it', ' (if it is to be there, state stderr=[r"oh .so. it"])'),
        ("", "ModuleNotFoundError: No module named 'celery.app.x'", NAMED + FOR),
        ("", "ModuleNotFoundError: No module named 'celery'", NAMED + FOR),
    ],
)
def test_an_unexpected_message_is_told_with_what_to_do(chapter, program, line, remedy):
    said = f"on standard error, and not expected: {line}{remedy}"
    found = problems(chapter(x=program), ran(stderr=f"{line}\n"), exact(), ran(stderr=f"{line}\n"))
    assert found == [said, f"the recorded output: {said}"]


@pytest.mark.parametrize(
    "line",
    [
        "ModuleNotFoundError: No module named 'concurrent.x'",
        "ImportError: cannot import name 'ShutDown' from 'queue' (queue.py)",
        "AttributeError: 'Queue' object has no attribute 'shutdown'",
        "TypeError: Pool.f() got an unexpected keyword argument 'buffersize'",
        "SyntaxError: invalid syntax",
    ],
)
def test_what_an_earlier_python_has_not_is_told_with_how_to_name_the_later(chapter, line):
    run = ran(stderr=f"{line}\n")
    (said,) = problems(chapter(), run, exact(stderr=[]), ran())
    assert said.startswith(f"on standard error, and not expected: {line}{LATER}{FROM}")


def test_the_stacks_that_are_printed_at_the_limit_are_no_messages(chapter):
    stacks = "Fatal Python error: Aborted\n\nCurrent thread 0x01 (most recent call first):\n"
    run = ran(stderr="oops\n", stacks=stacks, status=None)
    assert problems(chapter(), run, exact(hangs=True, stderr=["oops"]), run) == []


def test_a_recording_that_its_outcome_forbids_is_stale(chapter):
    found = problems(chapter(), ran(), exact(), ran(stderr="oops\n", status=1))
    assert found == [
        "the recorded output: exit status 1; expected 0; if that is right, state status=1",
        "the recorded output: on standard error, and not expected: oops "
        '(if it is to be there, state stderr=[r"oops"])',
    ]


@pytest.mark.parametrize(("line", "wrong"), [(3, False), (4, True)])
def test_a_traceback_of_another_line_than_recorded_fails(chapter, line, wrong):
    text = 'Traceback (most recent call last):\n  File "{}x.py", line {}, in f\nKeyError: 1\n'
    outcome = exact(stderr=["KeyError: 1"])
    run, was = ran(stderr=text.format("/tmp/", line)), ran(stderr=text.format("", 3))
    found = problems(chapter(), run, outcome, was)
    assert found == ["the traceback is of line 4, in f; recorded: line 3, in f"] * wrong


@pytest.mark.parametrize(
    ("was", "told"),
    [
        ([3], "line 4, line 5; recorded: line 3"),
        ([3, 6], "line 4, line 5; recorded: line 3, line 6"),
        ([], "line 4, line 5; recorded: none"),
    ],
)
def test_all_lines_of_the_tracebacks_are_told(chapter, was, told):
    now, before = (
        "".join(f'  File "x.py", line {line}\n' for line in lines) for lines in ([5, 4], was)
    )
    found = problems(chapter(), ran(stderr=now), exact(), ran(stderr=before))
    assert found == [f"the traceback is of {told}"]


@pytest.mark.parametrize(
    ("now", "was", "said"),
    [
        (("1", "2"), ("3",), "the arguments are 1 2; recorded: 3"),
        ((), ("3", "4"), "the arguments are none; recorded: 3 4"),
    ],
)
def test_other_arguments_are_told(chapter, now, was, said):
    found = problems(chapter(), ran(arguments=now), exact(), ran(arguments=was))
    assert found == [said]


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


def test_what_a_check_says_is_told_beside_all_else(chapter):
    snippet = chapter(outcomes=SAMPLE)
    found = problems(snippet, ran(status=1), outcome_of(snippet), ran("1\n"))
    assert found[0].startswith("exit status 1; expected 0")
    assert found[1:] == [f"{HERE}:10: assert run.lines"]


def test_a_sample_that_takes_no_run_fails_and_names_the_line(chapter):
    snippet = chapter(
        outcomes="from tools.outcomes import sample\n\n@sample\ndef x():\n    'Why.'\n"
    )
    found = problems(snippet, ran(), outcome_of(snippet), ran())
    assert all(f"{HERE}:3: (TypeError: x() takes 0" in said for said in found)
    assert found


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
    (problem,) = judged(snippet)
    assert problem.startswith(f"on standard error, and not expected: {message} (if it is")
    assert judged(snippet, stderr=[message]) == []


@posix
def test_a_real_deadlock_fails_unless_it_is_expected(chapter):
    snippet = chapter(x="import threading\nprint('a')\nthreading.Event().wait()\n")
    (problem,) = judged(snippet, limit=2)
    assert problem.startswith("stopped: it had not ended after 2 s; if it needs longer, state")
    assert judged(snippet, limit=2, hangs=True) == []


@posix
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lock.acquire()", []),
        ("lock.release()", ["it should hang at: lock.release(); it stands at: lock.acquire()"]),
    ],
)
def test_a_hang_is_where_it_should_be(chapter, line, said):
    program = """import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()  # for ever
lock.release()
"""
    snippet = chapter(x=program)
    assert judged(snippet, limit=2, hangs=[line]) == said


HANG = """Fatal Python error: Aborted

Thread 0x01 [cook] (most recent call first):
  File "/usr/lib/python3.14/threading.py", line 355 in wait
  File "{file}", line 1 in take
  File "{file}", line 3 in cook
  File "/usr/lib/python3.14/threading.py", line 1045 in _bootstrap

Current thread 0x02 [python] (most recent call first):
  File "{file}", line 2 in <module>
"""


@pytest.mark.parametrize(
    ("hangs", "said"),
    [
        (True, []),
        (["lock.acquire()"], []),
        (["lid.wait()", "lock.acquire()"], []),
        (
            ["lid.wait()", "lid.wait()", "take()"],
            [
                "it should hang at: lid.wait(); it stands at: lock.acquire(); lid.wait()",
                "it should hang at: take(); it stands at: lock.acquire(); lid.wait()",
            ],
        ),
    ],
)
def test_each_thread_that_hangs_stands_at_the_innermost_line_of_the_example(chapter, hangs, said):
    snippet = chapter(x="lock.acquire()  # for ever\nlid.wait()\ntake()\n")
    run = replace(ran(status=None), stacks=HANG.format(file=snippet.path))
    assert problems(snippet, run, exact(hangs=hangs), run) == said


def test_where_other_threads_stand_is_not_known_where_one_alone_is_told(chapter):
    """As by a build without a GIL, from 3.14 on."""
    snippet = chapter(x="lock.acquire()\nlid.wait()\n")
    stacks = "Fatal Python error: Aborted\n\n<Cannot show all threads while the GIL is disabled>\n"
    stacks += f'Stack (most recent call first):\n  File "{snippet.path}", line 2 in <module>\n'
    run = replace(ran(status=None), stacks=stacks)
    assert problems(snippet, run, exact(hangs=["lock.acquire()"]), run) == []


@pytest.mark.parametrize("told", [1, 2])
def test_where_a_hang_stands_is_not_known_if_faulthandler_crashed(chapter, told):
    snippet = chapter(x="lock.acquire()\nlock.release()\n")
    stacks = "Fatal Python error: Aborted\n\nThread 0x1 (most recent call first):\n"
    stacks += '  File "threading.py", line 1012 in _bootstrap\n'
    if told == 2:
        stacks += f'\nThread 0x2:\n  File "{snippet.path}", line 1 in <module>\n'
    run = replace(ran(status=None), stacks=f"{stacks}Fatal Python error: Segmentation fault\n")
    found = problems(snippet, run, exact(hangs=["lock.release()"]), run)
    assert len(found) == told - 1


def test_a_package_that_needs_the_gil_may_enable_it(chapter):
    """A build without it then says so; the example does what it should."""
    warning = (
        "<frozen importlib._bootstrap>:491: RuntimeWarning: The global interpreter lock (GIL) has "
        "been enabled to load module 'apsw', which has not declared that it can run safely\n"
    )
    assert problems(chapter(), ran(stderr=warning), exact(), ran()) == []
    wanted = exact(stderr=[r".* been enabled to load module 'apsw'.*"])
    assert problems(chapter(), ran(stderr=warning), wanted, ran(stderr=warning)) == []


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
