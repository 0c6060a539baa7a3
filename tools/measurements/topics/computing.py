"""Tasks that compute: in pure Python, and in C that releases the GIL."""

from collections.abc import Sequence
from dataclasses import dataclass

from tools.measurements.compare import gain
from tools.measurements.facts import (
    Axis,
    Base,
    Dots,
    Label,
    Raw,
    Row,
    Source,
    Table,
    Topic,
    Unit,
    by_python,
    label,
    seconds,
    table,
    times,
)
from tools.measurements.results import Results
from tools.measurements.topics.gains import (
    METHODS,
    Verdict,
    expect_gain,
    expect_no_gain,
    factor,
    ideal,
    merged,
    processes,
)

CPU, HASHING = "cpu_bound", "hashing"
BY_PROCESS = [f"processes ({method})" for method in reversed(METHODS)]


@dataclass(frozen=True)
class Computing(Topic):
    """Twelve tasks in pure Python, by each kind of worker."""

    threads: Verdict
    """With a GIL."""
    free: Verdict | None
    """Threads without a GIL; None if there was no such interpreter."""
    processes: Verdict
    subinterpreters: Verdict | None


@dataclass(frozen=True)
class Hashing(Topic):
    """Twelve tasks in C code that does not hold the GIL."""

    threads: Verdict


@dataclass(frozen=True)
class ByWork(Topic):
    """Threads in pure Python beside threads that hash."""

    threads: Verdict
    free: Verdict | None
    hashing: Verdict


def computing(results: Results) -> Computing:
    """Twelve tasks in pure Python."""
    ways = ["threads", *BY_PROCESS, "subinterpreters"]
    return Computing(_speeds(results, CPU, ways), _chart(results, CPU, ways), *_verdicts(results))


def parallel(results: Results) -> Computing:
    """The same in a table that fits a chapter: one row for processes."""
    rows = []
    for python in results.pythons:
        ways = ("threads", "subinterpreters", "processes (spawn)")
        rows.append([Raw(python), *[times(factor(results, CPU, way, python)) for way in ways]])
    head = [Label("CPython"), Label("threads"), Label("subinterpreters"), _spawned()]
    return Computing(_turned(table(head, rows)), None, *_verdicts(results))


def _spawned() -> Label:
    return Label("processes", "spawn")


def _verdicts(results: Results) -> tuple[Verdict, Verdict | None, Verdict, Verdict | None]:
    threads = expect_no_gain(gain(results, CPU, "threads", "serial", results.with_gil), results)
    by_process = merged(
        gain(results, CPU, processes(results, CPU, python), "serial", [python])
        for python in results.pythons
    )
    subs = gain(results, CPU, "subinterpreters", "serial", results.pythons)
    return (
        threads,
        _without_gil(results),
        expect_gain(by_process, results),
        expect_gain(subs, results) if subs.times else None,
    )


def _without_gil(results: Results) -> Verdict | None:
    free = results.without_gil
    found = gain(results, CPU, "threads", "serial", free)
    return expect_gain(found, results) if free else None


def hashing(results: Results) -> Hashing:
    """The same with work in C."""
    found = gain(results, HASHING, "threads", "serial", results.pythons)
    ways = ["threads", *BY_PROCESS]
    return Hashing(
        _speeds(results, HASHING, ways),
        _chart(results, HASHING, ways),
        expect_gain(found, results),
    )


def threads_by_work(results: Results) -> ByWork:
    """Threads in Python beside threads in C, for each interpreter."""
    rows = [
        [Raw(python), *[times(factor(results, p, "threads", python)) for p in (CPU, HASHING)]]
        for python in results.pythons
    ]
    head = [Label("CPython"), Label("threads, pure Python"), Label("threads, hashing")]
    hashed = gain(results, HASHING, "threads", "serial", results.pythons)
    python = gain(results, CPU, "threads", "serial", results.with_gil)
    return ByWork(
        table(head, rows),
        None,
        expect_no_gain(python, results),
        _without_gil(results),
        expect_gain(hashed, results),
    )


def _speeds(results: Results, program: str, ways: Sequence[str]) -> Table | None:
    rows = [
        [
            Raw(python),
            seconds(serial),
            *[times(factor(results, program, way, python)) for way in ways],
        ]
        for python in results.pythons
        if (serial := results.median(program, "serial", python))
    ]
    return _turned(table([Label("CPython"), Label("serial"), *map(label, ways)], rows))


def _turned(found: Table | None) -> Table | None:
    return found.turned() if found else None


def _chart(results: Results, program: str, ways: Sequence[str]) -> Dots | None:
    rows = []
    for way in ways:
        marks = by_python(results.pythons, lambda p, way=way: factor(results, program, way, p))
        if marks:
            rows.append(Row(label(way), marks, Source(program, way, base=Base("serial"))))
    axis = Axis("times as fast", Unit.TIMES)
    return Dots(tuple(rows), axis, ideal(results)) if rows else None
