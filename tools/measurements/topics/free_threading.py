"""What one thread costs without a GIL, and what several gain."""

import statistics
from dataclasses import dataclass

from tools.measurements.compare import Order, compare, gain
from tools.measurements.facts import Label, Raw, Topic, seconds, size, table
from tools.measurements.results import Results
from tools.measurements.topics.gains import Verdict, expect_gain
from tools.measurements.topics.one_more import memory

PROGRAM = "cpu_bound"


@dataclass(frozen=True)
class Pair:
    """The two builds of one version."""

    free: str
    same: str
    order: Order
    """How the time of one thread on the free-threaded build stands to that on the other."""
    ratio: float
    """How many times as long it took."""
    builds: tuple[str, str]
    """How they were compiled, the free-threaded one first."""
    threads: Verdict
    """What threads gain without a GIL."""

    @property
    def compiled_alike(self) -> bool:
        """Were the two compiled in the same way?"""
        return self.builds[0] == self.builds[1]


@dataclass(frozen=True)
class FreeThreading(Topic):
    """Each free-threaded build beside the usual one of its version."""

    pairs: tuple[Pair, ...]


def free_threading(results: Results) -> FreeThreading:
    """Compare the builds of each version that is there in both."""
    pairs, rows = [], []
    for free in results.without_gil:
        same = free.removesuffix("t")
        one, other = (results.values(PROGRAM, "serial", name) for name in (free, same))
        if not one or not other:
            continue
        pairs.append(_pair(results, free, same))
        rows += [_row(results, name) for name in (same, free)]
    head = map(Label, ("CPython", "serial", "threads", "memory of a thread"))
    return FreeThreading(table(head, rows), None, tuple(pairs))


def _pair(results: Results, free: str, same: str) -> Pair:
    one, other = (results.values(PROGRAM, "serial", name) for name in (free, same))
    return Pair(
        free,
        same,
        compare(one, other),
        statistics.median(one) / statistics.median(other),
        (results.build(free), results.build(same)),
        expect_gain(gain(results, PROGRAM, "threads", "serial", [free]), results),
    )


def _row(results: Results, name: str) -> list:
    took = (seconds(results.median(PROGRAM, way, name)) for way in ("serial", "threads"))
    return [Raw(name), *took, size(memory(results, "thread", name))]
