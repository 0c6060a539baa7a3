"""The mutants of the examples are what they say, and one that lives is told."""

import math

import pytest
from limits import LONG
from mutate_snippets import Task, pattern, told, verdict
from snippet_mutants import Mutant, mutants

from tools.examples.snippet import Snippet
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


@pytest.mark.parametrize(("change", "killed"), [("goes on", None), ("goes off", running().name)])
def test_a_mutant_is_judged_as_pytest_judges_the_example(change, killed, tmp_path):
    name = "threads/start_function.py"
    mutant = Mutant("made up", 1, "", Snippet(name).source.replace("goes on", change))
    task = Task(name, mutant, ((running(), LONG),))
    assert verdict(tmp_path, task, math.inf)["killed"] == killed
    assert verdict(tmp_path, task, 0) is None


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
