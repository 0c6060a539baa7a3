"""What a lesson expects of several workers, and what the values say to that."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tools.measurements.compare import Gain, gain
from tools.measurements.results import Results

TASKS = 12  # of cpu_bound.py and hashing.py
METHODS = ("spawn", "forkserver", "fork")


class Expected(StrEnum):
    """Is the lesson shown that something uses several cores, or that it cannot?"""

    NOT_MEASURED = "not_measured"
    TOO_FEW = "too_few"
    ONE_CORE = "one_core"
    SHOWN = "shown"
    SLOWER = "slower"
    NOT_SHOWN = "not_shown"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Verdict:
    """What is said about a gain, and the values behind it."""

    says: Expected
    gain: Gain
    cores: float
    ideal: float
    load: float


def ideal(results: Results) -> float:
    """How many times as fast the tasks of `cpu_bound` and `hashing` can be, all at once."""
    rounds = math.ceil(TASKS / results.workers)
    return min(results.cores, TASKS / rounds)


def _verdict(says: Expected, found: Gain, results: Results) -> Verdict:
    return Verdict(says, found, results.cores, ideal(results), results.load)


def expect_gain(found: Gain, results: Results) -> Verdict:
    """Where a lesson says: this uses several cores."""
    if not found.times:
        says = Expected.NOT_MEASURED
    elif found.too_few:
        says = Expected.TOO_FEW
    elif results.cores <= 1:
        says = Expected.ONE_CORE
    elif found.same or found.slower:
        says = Expected.NOT_SHOWN
    else:
        says = Expected.SHOWN
    return _verdict(says, found, results)


def expect_no_gain(found: Gain, results: Results) -> Verdict:
    """Where a lesson says: this cannot use a second core."""
    if not found.times:
        says = Expected.NOT_MEASURED
    elif found.too_few:
        says = Expected.TOO_FEW
    elif found.faster:
        says = Expected.CONTRADICTED
    elif found.slower:
        says = Expected.SLOWER
    else:
        says = Expected.SHOWN
    return _verdict(says, found, results)


def factor(results: Results, program: str, label: str, python: str) -> float | None:
    """How many times as fast as one after the other; None if that was not measured."""
    return (gain(results, program, label, "serial", [python]).times or {}).get(python)


def processes(results: Results, program: str, python: str) -> str:
    """The label of the processes under the start method that most systems have."""
    labels = [f"processes ({method})" for method in METHODS]
    found = [label for label in labels if results.median(program, label, python)]
    return (found or labels)[0]


def merged(gains: Iterable[Gain]) -> Gain:
    """What was found on some interpreters, and on others."""
    faster, same, slower, too_few, times = (), (), (), (), {}
    for one in gains:
        faster, same, slower = faster + one.faster, same + one.same, slower + one.slower
        too_few += one.too_few
        times |= one.times or {}
    return Gain(faster, same, slower, too_few, times)
