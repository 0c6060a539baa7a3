"""The calculator checked: its predictions against what was measured apart from its costs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tools.measurements.calculator import (
    AT_MOST,
    POOL,
    SUBS,
    TASKS_OF,
    TASKS_SCALED,
    Tool,
    predict,
    tools,
)
from tools.measurements.facts import Label
from tools.measurements.results import Results
from tools.measurements.topics.waiting import WAIT
from tools.measurements.topics.workers import SCALING, SIZE


@dataclass(frozen=True)
class Point:
    """One prediction and what was measured, in seconds."""

    tool: Label
    program: str
    x: int
    predicted: float
    measured: float

    @property
    def ratio(self) -> float:
        """How many times what was measured the prediction is."""
        return self.predicted / self.measured

    @property
    def factor(self) -> float:
        """By how much it is off, whichever way."""
        return max(self.ratio, 1 / self.ratio)


@dataclass(frozen=True)
class Checked:
    """All points, over the range of what a reader may ask."""

    points: tuple[Point, ...]

    @property
    def worst(self) -> float:
        """The largest factor by which a prediction is off; 1 if there is no point."""
        return max((point.factor for point in self.points), default=1.0)

    @property
    def is_off(self) -> bool:
        """Is it off by more than it may be on a quiet machine?"""
        return self.worst > AT_MOST


def checked(results: Results) -> Checked:
    """Compare predictions with what was measured."""
    by_key: dict[str, list[Tool]] = defaultdict(list)  # of threads there may be two
    for tool in tools(results):
        by_key[tool.label.key].append(tool)
    found: list[Point] = []
    for tool in by_key["threads"]:
        found += _waits(results, tool, (100,))
        found += _scaled(results, tool, "threads")
    for tool in by_key["asyncio"]:
        found += _waits(results, tool, (100, 10_000))
    for key, way in (("process pool", POOL), ("subinterpreter pool", SUBS)):
        for tool in by_key[key]:
            found += _scaled(results, tool, way)
            found += _sized(results, tool, way)
    for tool in by_key["process pool, chunks"]:
        found += _sized(results, tool, f"{POOL}, chunks", skip=1)  # its cost is from the first
    return Checked(tuple(found))


def _waits(results: Results, tool: Tool, counts: tuple[int, ...]) -> Iterator[Point]:
    python = tool.label.on or results.main_python
    for n in counts:
        if took := results.median("waiting", tool.label.key, python, n):
            predicted = predict(tool, n, 0, WAIT, 0, results.workers)
            yield Point(tool.label, "waiting", n, predicted, took)


def _scaled(results: Results, tool: Tool, way: str) -> Iterator[Point]:
    """The pools of scaling.py are warm, so their start is not in what it measured."""
    python, cores = tool.label.on or results.main_python, results.workers
    plain = results.median(SCALING, "threads", results.main_python, 1)
    took = results.median(SCALING, way, python, cores)
    if plain and took:
        predicted = predict(tool, TASKS_SCALED, plain / TASKS_SCALED, 0, 0, cores)
        yield Point(tool.label, SCALING, cores, predicted - _start(tool, cores), took)


def _sized(results: Results, tool: Tool, way: str, skip: int = 0) -> Iterator[Point]:
    """task_size.py says the time of one of its tasks, in a pool that is warm."""
    python, cores = results.main_python, results.workers
    alone = results.points(SIZE, "serial", python)
    for n, seconds in list(results.points(SIZE, way, python).items())[skip:]:
        if n in alone and n in TASKS_OF:
            many = TASKS_OF[n]
            predicted = predict(tool, many, alone[n], 0, 0, cores) - _start(tool, cores)
            yield Point(tool.label, SIZE, n, predicted / many, seconds)


def _start(tool: Tool, cores: int) -> float:
    return tool.first + tool.next * (cores - 1)
