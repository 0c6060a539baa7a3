"""What one more worker costs: its start and end, and its memory while it waits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tools.measurements.compare import Ranking, ranked
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
    label,
    seconds,
    size,
    table,
)
from tools.measurements.results import Results
from tools.measurements.topics.gains import METHODS

PROCESSES = [f"process ({method})" for method in reversed(METHODS)]
KINDS = ["task", "thread", "subinterpreter", *PROCESSES]
LESSON = ("task", "thread", "process (fork)", "process (spawn)")  # from cheap to dear


@dataclass(frozen=True)
class Cost(Topic):
    """What it costs to start one more and to see it end."""

    python: str
    ranking: Ranking[Label]
    """Of the kinds of the lesson."""
    expected: tuple[Label, ...]
    """The lesson's order, of those that were measured."""
    load: float

    @property
    def is_shown(self) -> bool:
        """Is the order of the lesson clear here?"""
        return self.ranking.is_clear and self.ranking.names == self.expected

    @property
    def ratio(self) -> float:
        """How many times the cheapest one the dearest one costs."""
        return self.ranking.medians[-1] / self.ranking.medians[0]


@dataclass(frozen=True)
class Memory(Topic):
    """What one more takes while it waits."""

    python: str
    ranking: Ranking[Label]


def cost_program(kind: str) -> str:
    """The program that times a kind of worker."""
    return "cost_of_process" if kind.startswith("process") else "cost_of_one"


def memory_program(kind: str) -> str:
    """The program that reads the memory of a kind of worker."""
    return "memory_of_process" if kind.startswith("process") else "memory_of_one"


def cost(results: Results, kind: str, python: str) -> float | None:
    """Seconds to start one more and to see it end."""
    return results.median(cost_program(kind), kind, python)


def memory(results: Results, kind: str, python: str) -> float | None:
    """Bytes of one more that waits."""
    return results.median(memory_program(kind), f"memory of a {kind}", python)


def cost_of_one(results: Results) -> Cost:
    """What one more worker costs."""
    python = results.main_python
    values = {label(kind): results.values(cost_program(kind), kind, python) for kind in LESSON}
    rows = [
        [label(kind), seconds(cost(results, kind, python)), size(memory(results, kind, python))]
        for kind in KINDS
        if cost(results, kind, python)
    ]
    head = map(Label, ("one more", "start and end", "memory"))
    axis = Axis("start and end of one", Unit.SECONDS, log=True)
    return Cost(
        table(head, rows),
        _dots(results, axis, cost, lambda kind: Source(cost_program(kind), kind)),
        python,
        ranked(values),
        tuple(kind for kind, found in values.items() if found),
        results.load,
    )


def memory_of_one(results: Results) -> Memory:
    """What one more waiting worker takes, on every interpreter."""
    python = results.main_python
    values = {
        label(kind): results.values(memory_program(kind), f"memory of a {kind}", python)
        for kind in KINDS
    }
    rows = [
        [label(kind), *[size(memory(results, kind, name)) for name in results.pythons]]
        for kind in KINDS
        if any(memory(results, kind, name) for name in results.pythons)
    ]
    axis = Axis("memory of one more", Unit.BYTES, log=True)
    return Memory(
        table([Label("CPython"), *map(Raw, results.pythons)], rows),
        _dots(
            results, axis, memory, lambda kind: Source(memory_program(kind), f"memory of a {kind}")
        ),
        python,
        ranked(values),
    )


def _dots(
    results: Results,
    axis: Axis,
    value: Callable[[Results, str, str], float | None],
    source: Callable[[str], Source],
    kinds: Iterable[str] = KINDS,
) -> Dots | None:
    rows = []
    for kind in kinds:
        marks = by_python(results.pythons, lambda python, kind=kind: value(results, kind, python))
        if marks:
            rows.append(Row(label(kind), marks, source(kind)))
    return Dots(tuple(rows), axis) if rows else None
