"""Handing something over: to a thread, to a process; and changing what processes share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tools.measurements.compare import Order, Ranking, compare, ranked
from tools.measurements.facts import (
    Axis,
    Label,
    Line,
    Lines,
    Quantity,
    Source,
    Topic,
    Unit,
    label,
    seconds,
    table,
)
from tools.measurements.results import Results

OBJECTS = "talking"
BYTES = "talking_bytes"
UPDATES = "sharing"


@dataclass(frozen=True)
class BySize:
    """How the ways of handing over stand for messages of one size."""

    size: int
    ranking: Ranking[Label]


@dataclass(frozen=True)
class Sizes:
    """The smallest messages, and the largest."""

    smallest: BySize
    largest: BySize


@dataclass(frozen=True)
class Talking(Topic):
    """Messages of several sizes, by several ways."""

    python: str
    sizes: Sizes | None
    """None if none was measured."""


@dataclass(frozen=True)
class Against:
    """How the time of a message stands to that of a step, and by how much."""

    order: Order
    ratio: float


@dataclass(frozen=True)
class QueuesOrLock(Topic):
    """One message between threads against one step under a lock."""

    python: str
    against: Against | None
    """None if one was not measured."""
    load: float


@dataclass(frozen=True)
class Sharing(Topic):
    """Changing a number that processes share."""

    python: str
    ranking: Ranking[Label]
    messages: Talking
    """Handing bytes over instead."""


def talking(results: Results) -> Talking:
    """Objects, which are pickled between processes."""
    return _messages(results, OBJECTS)


def talking_bytes(results: Results) -> Talking:
    """Bytes between processes."""
    return _messages(results, BYTES)


def _messages(results: Results, program: str) -> Talking:
    python = results.main_python
    series = {
        way: points
        for way in results.labels(program, python)
        if (points := results.points(program, way, python))
    }
    sizes = sorted({n for points in series.values() for n in points})
    rows = [[label(way), *[seconds(p.get(n)) for n in sizes]] for way, p in series.items()]
    head = [Label("message of"), *[Quantity(n, Unit.BYTES) for n in sizes]]
    return Talking(
        table(head, rows),
        _chart(program, series),
        python,
        Sizes(*(_by_size(results, program, series, n) for n in (sizes[0], sizes[-1])))
        if sizes
        else None,
    )


def _by_size(results: Results, program: str, ways: Iterable[str], n: int) -> BySize:
    values = {label(way): results.values(program, way, results.main_python, n) for way in ways}
    return BySize(n, ranked(values))


def _chart(program: str, series: Mapping[str, Mapping[int, float]]) -> Lines | None:
    lines = [Line(label(way), points, Source(program, way)) for way, points in series.items()]
    return (
        Lines(
            tuple(lines),
            Axis("size of the message", Unit.BYTES, log=True),
            Axis("one message", Unit.SECONDS, log=True),
        )
        if lines
        else None
    )


def queues_or_lock(results: Results) -> QueuesOrLock:
    """One message between threads against one step under a lock."""
    python = results.main_python
    sizes = results.points(OBJECTS, "thread queue", python)
    queue = results.values(OBJECTS, "thread queue", python, min(sizes)) if sizes else []
    lock = results.values("lock_costs", "free lock", python)
    one = sizes[min(sizes)] if sizes else None
    step = results.median("lock_costs", "free lock", python)
    rows = [
        [Label("message through a queue"), seconds(one)],
        [Label("step under a free lock"), seconds(step)],
    ]
    against = Against(compare(queue, lock), one / step) if one and step else None
    return QueuesOrLock(
        table([Label("one"), Label("time")], rows) if against else None,
        None,
        python,
        against,
        results.load,
    )


def sharing(results: Results) -> Sharing:
    """What it costs to change a number that processes share, by each way to share one."""
    python = results.main_python
    ways = results.labels(UPDATES, python)
    rows = [[label(way), seconds(results.median(UPDATES, way, python))] for way in ways]
    return Sharing(
        table([Label("one change of"), Label("time")], rows),
        None,
        python,
        ranked({label(way): results.values(UPDATES, way, python) for way in ways}),
        talking_bytes(results),
    )
