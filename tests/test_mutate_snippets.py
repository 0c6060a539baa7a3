"""The mutants of the examples are what they say, and one that lives is told."""

import math
import subprocess
import sys

import pytest
from limits import LONG
from moments import at
from mutate_snippets import SOLUTIONS, Task, limits, made, refusal, told, verdict
from snippet_mutants import Mutant, mutants, pattern

from tools.examples.snippet import BadSnippet, Snippet
from tools.interpreters import running

PROGRAM = '''"""A docstring of 1 line."""
import time
import threading

lock = threading.Lock()
count = 0


def add():
    global count
    with lock:
        count += 1
    while count < 2:
        time.sleep(0.1)
    if count > 1:
        print(f"{count} of 2")
    try:
        print(count)
    except OSError as error:
        print(error)
    finally:
        print()


if __name__ == "__main__":
    thread = threading.Thread(target=add, daemon=True)
    thread.start()
    thread.join(timeout=5)
'''


def test_each_kind_of_change_is_made_and_no_other():
    assert [(mutant.kind, mutant.change) for mutant in mutants(PROGRAM)] == [
        ("constant", "count = 0 -> count = 1"),
        ("with", "with lock: -> if True:"),
        ("constant", "count += 1 -> count += 2"),
        ("while", "while count < 2: -> if count < 2:"),
        ("constant", "while count < 2: -> while count < 3:"),
        ("if", "if count > 1: -> if True:"),
        ("constant", "if count > 1: -> if count > 2:"),
        (
            "try",
            "try: / except OSError as error: / finally: -> if True: / if False: / if True:",
        ),
        (
            "constant",
            "thread = threading.Thread(target=add, daemon=True) -> "
            "thread = threading.Thread(target=add, daemon=False)",
        ),
        (
            "swap",
            "thread.start() / thread.join(timeout=5) -> thread.join(timeout=5) / thread.start()",
        ),
        ("start", "thread.start() -> pass"),
        ("join", "thread.join(timeout=5) -> pass"),
    ]


def test_a_mutant_touches_no_process_but_its_own():
    assert not list(mutants("os.killpg(0, 9)"))
    assert not list(mutants("os.sched_setaffinity(0, {min(cores)})"))


@pytest.mark.parametrize(
    "program",
    [
        "with (\n    a,\n    b as c,\n):\n    pass\n",
        "f(\n    1\n)\ng(\n)\n",
        "x.join(\n)\ny = 'a' 'b'\n",
    ],
)
def test_no_line_is_moved(program):
    found = list(mutants(program))
    assert found
    for mutant in found:
        assert mutant.source.count("\n") == program.count("\n")


@pytest.mark.parametrize(
    ("change", "moment", "killed"),
    [
        ("goes on", "as it comes", None),
        ("goes off", "as it comes", running().name),
        ("goes off", "begun late", f"{running().name}, begun late"),
    ],
)
def test_a_mutant_is_judged_as_pytest_judges_the_example(change, moment, killed, tmp_path):
    name = "threads/start_function.py"
    mutant = Mutant("made up", 1, "", Snippet(name).source.replace("goes on", change))
    task = Task(name, mutant, ((running(), moment, LONG),))
    assert verdict(tmp_path, task, math.inf)["killed"] == killed
    assert verdict(tmp_path, task, 0) is None


def test_the_check_of_an_exercise_judges_what_its_programs_print_does_not():
    name, doorbell = next((n, one) for n, one in SOLUTIONS.items() if one.name == "doorbell")
    assert "1 failed" in refusal(name, doorbell.starter.source)
    assert not refusal(name, doorbell.solution.source)
    assert refusal(doorbell.starter.name, doorbell.solution.source)
    assert not refusal(doorbell.starter.name, doorbell.starter.source)
    assert not refusal("threads/join_waits.py", "")


def test_an_example_that_cannot_run_here_is_told_and_not_tried(tmp_path, monkeypatch, capsys):
    def needs(*_):
        raise BadSnippet("it needs a package")

    monkeypatch.setattr("tools.examples.trial.able_to_run", needs)
    name = "threads/start_function.py"
    found = limits(tmp_path, name, [running()])
    assert list(made([name], [found])) == []
    assert capsys.readouterr().out == f"NOT TRIED {name}: it needs a package\n"


WAITS = """import threading, time
slept = []
time.sleep = slept.append
event = threading.Event()
def wait():
    event.wait()
thread = threading.Thread(target=wait)
thread.start()
event.set()
thread.join()
print(len(slept) if len(slept) < 3 else "many")
"""


@pytest.mark.parametrize(
    ("moment", "pauses"),
    [
        ("as it comes", "0"),
        ("begun late", "1"),
        ("others first", "2"),
        ("woken late", "1"),
        ("step by step", "many"),
    ],
)
def test_at_a_moment_threads_pause(moment, pauses):
    program = at(moment, WAITS)
    assert program.count("\n") == WAITS.count("\n")
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True).stdout.strip() == pauses


WITH_A_CHILD = """import multiprocessing, time
slept = []
time.sleep = slept.append
def child(line, event):
    pauses = None
    pauses = len(slept)
    line.send(pauses if pauses < 3 else "many")
    event.wait()
if __name__ == "__main__":
    line, far_end = multiprocessing.Pipe()
    event = multiprocessing.Event()
    process = multiprocessing.Process(target=child, args=(far_end, event))
    process.start()
    in_child = line.recv()
    event.set()
    process.join()
    print(len(slept), in_child)
"""


@pytest.mark.parametrize(
    ("moment", "pauses"),
    [
        ("as it comes", "0 0"),
        ("begun late", "0 1"),
        ("others first", "2 0"),
        ("woken late", "1 0"),
        ("step by step", "0 many"),
    ],
)
def test_at_a_moment_processes_pause(moment, pauses, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(at(moment, WITH_A_CHILD), "utf-8")
    command = [sys.executable, program]
    assert subprocess.run(command, capture_output=True, text=True).stdout.strip() == pauses


LEFT = "SURVIVED join      line   7 a.py: b.join() -> pass"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([], LEFT),
        (["a.py: b.join() -> pass"], ""),
        (["*: *.join() -> pass"], ""),
        (["a.py: b.join()"], LEFT),
        (["a.py: b.join() -> pass", "a.py: c.join() -> pass"], "NO LONGER MADE a.py: c.join()"),
        (["a.py: b.join() -> pass", "b.py: c.join() -> pass"], ""),  # b.py was not asked for
    ],
)
def test_a_survivor_is_told_unless_it_is_named_and_so_is_a_name_of_none(named, said, capsys):
    result = {"id": "a.py: b.join() -> pass", "kind": "join", "line": 7, "killed": None}
    other = {"id": "a.py: b.start() -> pass", "kind": "start", "line": 6, "killed": "3.11"}
    listed = {name: pattern(name) for name in named}
    assert told([result, other, None][: 2 + (not named)], listed, ["a.py"]) == bool(said)
    printed = capsys.readouterr().out
    assert said in printed
    assert (LEFT in printed) == (said == LEFT)
    counted = 1 + (said == LEFT)
    assert f"of the others 1 of {counted} noticed (1 on 3.11)" in printed
    assert "BUT NOTICED" not in printed


def test_a_name_that_claims_too_much_is_told(capsys):
    kept = {"id": "a.py: b.join() -> pass", "kind": "join", "line": 7, "killed": None}
    noticed = {"id": "a.py: c.join() -> pass", "kind": "join", "line": 8, "killed": "3.11"}
    assert not told([kept, noticed], {"*.join() -> pass": pattern("*.join() -> pass")}, ["a.py"])
    printed = capsys.readouterr().out
    assert "NAMED, BUT NOTICED on 3.11: a.py: c.join() -> pass\n" in printed
    assert "b.join()" not in printed
