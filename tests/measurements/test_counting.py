"""What a measured program counts is tried with what certainly goes wrong: all of it is counted."""

import itertools
import runpy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tools.examples.snippet import FOLDER
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
