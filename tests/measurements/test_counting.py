"""What a measured program counts is tried with what certainly goes wrong: all of it is counted."""

import ast
import itertools
import random
import runpy
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from greenlet import getcurrent, greenlet

from tools.examples.snippet import FOLDER, Snippet
from tools.measurements.printed import LINE

FAILS, AGAIN = "ends with an error", "hands out again what it handed out before"
# Each of two threads does it wrong once. Only one of them sorts or looks, and beside it is looked
# how many are there; what is looked for is found or not, and ends with no error.
IS_WRONG = dict.fromkeys(
    [
        *("x += 1", "d[k] += 1", "lst.append(y)", "deque.append(y)", "d.setdefault(k, y)"),
        *("lst.pop()", "lst.pop(0)", "next(it)", "next(count)"),
    ],
    2,
)
COUNTED = {
    FAILS: IS_WRONG | {"lst.sort()": 1, "y in lst": 0},
    AGAIN: IS_WRONG | {"lst.sort()": 0, "y in lst": 0},
}


def once_wrong(how: str, at: int, operation: Callable) -> Callable:
    """The operation, which goes wrong at that call."""
    results = []

    def tried(number):
        if number == at and how == FAILS:
            raise IndexError
        results.append(results[-1] if number == at else operation(number))
        return results[-1]

    return tried


@pytest.mark.parametrize("how", COUNTED)
def test_all_that_goes_wrong_is_counted(how, monkeypatch, capsys):
    turns = itertools.cycle((7, 9))  # not both at once, or they would agree

    class Pool(ThreadPoolExecutor):
        def submit(self, repeat, operation, times):
            return super().submit(repeat, once_wrong(how, next(turns), operation), times)

    monkeypatch.setattr("concurrent.futures.ThreadPoolExecutor", Pool)
    monkeypatch.setattr("sys.setswitchinterval", lambda _: None)
    monkeypatch.setattr("sys.argv", ["operations.py", "0.02"])
    runpy.run_path(str(FOLDER / "measurements/operations.py"), run_name="__main__")
    lines = map(LINE.fullmatch, capsys.readouterr().out.splitlines())
    assert {line["label"]: int(line["count"]) for line in lines} == COUNTED[how]


class OfSteps(list):
    """A list whose operations are made of steps, and the other thread may come between them."""

    def __contains__(self, wanted):
        at = 0
        while at < list.__len__(self):
            if self[at] == wanted:
                return True
            at += 1
            if self[at - 1] == wanted - 1:  # near the end: else the other has long done its part
                pause()
        return False

    def sort(self):
        kept, self[:] = self[:], []
        pause()
        self[:] = kept


def paused(name: str) -> Callable:
    """A method of a list, and a pause after it."""

    def method(self, *args):
        found = getattr(list, name)(self, *args)
        pause()
        return found

    return method


for _name in ("append", "insert", "pop", "__len__"):
    setattr(OfSteps, _name, paused(_name))


def pause() -> None:
    """Let the other come, if there is one."""
    if parent := getcurrent().parent:
        parent.switch()


class Turns:
    """A pool whose workers take turns, at random, where they pause."""

    def __init__(self, workers):
        self.greenlets, self.by_chance = [], random.Random(1)

    def __enter__(self):
        return self

    def submit(self, work, *args):
        future, ready = Future(), greenlet(lambda: future.set_result(work(*args)))
        self.greenlets.append(ready)
        return future

    def __exit__(self, *error):
        while left := [one for one in self.greenlets if not one.dead]:
            self.by_chance.choice(left).switch()


class ToSteps(ast.NodeTransformer):
    """Makes each list of a program one of steps."""

    def visit_List(self, node):
        self.generic_visit(node)
        return ast.Call(ast.Name("OfSteps", ast.Load()), [node], [])


def wrong_if_of_steps(source: str, monkeypatch, capsys) -> dict[str, int]:
    """How many it counts if nothing that it does with a list is one step."""
    monkeypatch.setattr("concurrent.futures.ThreadPoolExecutor", Turns)
    monkeypatch.setattr("threading.Barrier", lambda _: SimpleNamespace(wait=lambda: None))
    monkeypatch.setattr("sys.setswitchinterval", lambda _: None)
    monkeypatch.setattr("sys.argv", ["operations.py", "0.02"])
    tree = ast.fix_missing_locations(ToSteps().visit(ast.parse(source)))
    exec(compile(tree, "operations.py", "exec"), {"__name__": "__main__", "OfSteps": OfSteps})
    lines = map(LINE.fullmatch, capsys.readouterr().out.splitlines())
    return {line["label"]: int(line["count"]) for line in lines if "lst" in line["label"]}


def test_what_is_done_to_a_list_goes_wrong_if_it_is_made_of_steps(monkeypatch, capsys):
    """Else a table would say of it that it was never seen wrong, and it could not be."""
    source = Snippet("measurements/operations.py").source
    found = wrong_if_of_steps(source, monkeypatch, capsys)
    never = [label for label in ("lst.sort()", "y in lst") if not found[label]]
    assert not never, f"snippets/measurements/operations.py: {never} cannot go wrong on any build"


def test_a_search_that_nobody_disturbs_is_found(monkeypatch, capsys):
    source = Snippet("measurements/operations.py").source
    beside = source.replace(
        "lst.insert(0, None)\n    lst.pop(0)", "lst.append(None)\n    lst.pop()"
    )
    assert beside != source
    assert not wrong_if_of_steps(beside, monkeypatch, capsys)["y in lst"]
