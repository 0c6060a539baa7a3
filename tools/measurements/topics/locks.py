"""What a lock costs: when it is free, and when others want it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from tools.measurements.compare import Order, compare
from tools.measurements.facts import (
    Axis,
    Dots,
    Label,
    Raw,
    Row,
    Source,
    Topic,
    Unit,
    by_python,
    seconds,
    table,
)
from tools.measurements.results import Results

PROGRAM = "lock_costs"
BARE, FREE, REENTRANT = "no lock", "free lock", "free RLock"
CONTENDED, OWN, WAITED = "contended lock", "own lock", "wait for the lock"


@dataclass(frozen=True)
class Range:
    """The least and the most of what several interpreters have."""

    low: float
    high: float


@dataclass(frozen=True)
class Contention:
    """Work under one lock for all threads, against work under a lock for each.

    Of all interpreters on which one stands to the other alike.
    """

    pythons: tuple[str, ...]
    threads: int
    order: Order
    """How the time with one lock for all stands to that with a lock for each."""
    ratio: Range
    """How many times as long it took."""
    waited: Range | None
    """The share of the time of all threads that they waited for the lock; None if not measured."""


@dataclass(frozen=True)
class _Contended:
    """What contention costs on one interpreter, as in Contention."""

    python: str
    threads: int
    order: Order
    ratio: float
    waited: float | None


@dataclass(frozen=True)
class FreeLock:
    """How a step under a lock that is free stands to one without."""

    order: Order
    added: float
    """Seconds that the lock adds."""


@dataclass(frozen=True)
class Locks(Topic):
    """The cost of a lock, free and contended."""

    python: str
    free: FreeLock | None
    """None if one of both was not measured."""
    contention: tuple[Contention, ...]
    """With the most threads."""


def locks(results: Results) -> Locks:
    """A step without a lock, with a free one, with one that others want."""
    python = results.main_python
    sources = _sources(results)
    rows = [
        Row(label, marks, source)
        for label, source in sources.items()
        if (marks := by_python(results.pythons, lambda name, s=source: _median(results, s, name)))
    ]
    cells = [[row.label, *[seconds(row.marks.get(p)) for p in results.pythons]] for row in rows]
    bare, free = (results.values(PROGRAM, way, python) for way in (BARE, FREE))
    with_lock, without = (results.median(PROGRAM, way, python) for way in (FREE, BARE))
    return Locks(
        table([Label("CPython"), *map(Raw, results.pythons)], cells),
        Dots(tuple(rows), Axis("one step", Unit.SECONDS, log=True)) if rows else None,
        python,
        FreeLock(compare(free, bare), with_lock - without) if with_lock and without else None,
        tuple(_contention(filter(None, (_contended(results, name) for name in results.pythons)))),
    )


def _sources(results: Results) -> dict[Label, Source]:
    found = {Label(way): Source(PROGRAM, way) for way in (BARE, FREE, REENTRANT)}
    counts = {n for name in results.pythons for n in results.points(PROGRAM, CONTENDED, name)}
    for way in (OWN, CONTENDED):
        for n in sorted(counts):
            found[Label(way, count=n)] = Source(PROGRAM, way, n)
    return found


def _median(results: Results, source: Source, python: str) -> float | None:
    return results.median(source.program, source.label, python, source.x)


def _contention(measured: Iterable[_Contended]) -> Iterator[Contention]:
    """What is alike, together."""
    told_together = attrgetter("order", "threads")
    for (order, threads), group in groupby(sorted(measured, key=told_together), told_together):
        alike = list(group)
        ratios = [one.ratio for one in alike]
        waited = [one.waited for one in alike if one.waited is not None]
        yield Contention(
            tuple(one.python for one in alike),
            threads,
            order,
            Range(min(ratios), max(ratios)),
            Range(min(waited), max(waited)) if waited else None,
        )


def _contended(results: Results, python: str) -> _Contended | None:
    points = results.points(PROGRAM, CONTENDED, python)
    own = results.points(PROGRAM, OWN, python)
    if not set(points) & set(own):
        return None
    n = max(set(points) & set(own))
    waited = results.median(PROGRAM, WAITED, python, n)
    return _Contended(
        python,
        n,
        compare(
            results.values(PROGRAM, CONTENDED, python, n), results.values(PROGRAM, OWN, python, n)
        ),
        points[n] / own[n],
        waited / (n * points[n]) if waited else None,
    )
