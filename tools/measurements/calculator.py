"""Predict how long each tool takes for given tasks, from what one of each costs here.

The browser computes the same: `docs/theme/assets/calculator.js`. A test compares the two.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tools.measurements.facts import Label, label
from tools.measurements.results import Results
from tools.measurements.topics.gains import ideal
from tools.measurements.topics.waiting import WAIT
from tools.measurements.topics.workers import COST, SCALING, SIZE

SCRIPT, STYLES = "assets/calculator.js", "assets/calculator.css"
THREADS_AT_ONCE = 1000  # as many as the prediction lets wait at the same time
AT_MOST = 1.5  # by how much a prediction may be off on a quiet machine
TASKS_OF = {10: 1000, 100: 500, 1000: 80, 10_000: 16}  # of task_size.py, by their microseconds
TASKS_SCALED = 48  # of scaling.py
POOL, SUBS = "processes (spawn)", "subinterpreters"

Points = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Field:
    """What a reader fills in: a number from `least` to `most`, whole or not."""

    name: str
    first: float
    least: float
    most: float
    whole: bool = False


FIELDS = (
    Field("tasks", 100, 1, 1_000_000, whole=True),
    Field("compute", 5, 0, 1_000_000),
    Field("wait", 50, 0, 1_000_000),
    Field("payload", 1, 0, 1_000_000),
    Field("cores", 4, 1, 1024, whole=True),
)


@dataclass(frozen=True)
class Tool:
    """One way to do many tasks, and what it costs; durations in seconds."""

    label: Label
    first: float = 0.0
    """Until the first worker of a pool works."""
    next: float = 0.0
    """For each further one: they start beside each other, on cores of their own."""
    each: Points = ()
    """For each task, to start it or to hand it over, by the number of tasks."""
    byte: float = 0.0
    """For each byte of the payload of a task."""
    slower: float = 1.0
    """By how much computing is slower than in plain code."""
    at_once: int | None = 1
    """How many tasks can wait at once; None is one for each core, 0 has no bound."""
    on_cores: bool = False
    """Does it compute on several cores?"""

    def plain(self) -> dict[str, Any]:
        """For the script: all but the label."""
        facts = asdict(self)
        del facts["label"]
        return facts


def predict(
    tool: Tool, tasks: int, compute: float, wait: float, payload: float, cores: int
) -> float:
    """Seconds that `tasks` take: each computes and waits for so many seconds.

    `payload` is in bytes. What is supposed: tasks are equal, need nothing of each other, and
    nothing else runs; waiting costs no CPU time; results are small.
    """
    workers = min(cores, tasks)
    at_once = cores if tool.at_once is None else tool.at_once or tasks
    start = tool.first + tool.next * (workers - 1)
    hand_over = tasks * (at(tool.each, tasks) + payload * tool.byte)
    work = math.ceil(tasks / (workers if tool.on_cores else 1)) * compute * tool.slower
    return start + hand_over + work + math.ceil(tasks / at_once) * wait


def at(points: Points, n: int) -> float:
    """The value for n between two points, by the logarithm of n; beyond the last, the last."""
    if not points:
        return 0.0
    if n <= points[0][0]:
        return points[0][1]
    for (low, one), (high, other) in itertools.pairwise(points):
        if n <= high:
            part = math.log(n / low) / math.log(high / low)
            return one + part * (other - one)
    return points[-1][1]


def tools(results: Results) -> list[Tool]:
    """The tools for which all costs were measured."""
    python = results.main_python
    found = [Tool(Label("plain code")), _asyncio(results, python), _threads(results, python, None)]
    for free in results.without_gil[-1:]:
        found.append(_threads(results, free, free))
    found += [_pool(results, python), _chunks(results, python), _subinterpreters(results, python)]
    return [tool for tool in found if tool]


def _asyncio(results: Results, python: str) -> Tool | None:
    one = results.median("cost_of_one", "task", python)
    each = _waits(results, "asyncio", python, (1000, 40_000))
    return Tool(Label("asyncio"), each=((1, one), *each), at_once=0) if one else None


def _threads(results: Results, python: str, on: str | None) -> Tool | None:
    one = results.median("cost_of_one", "thread", python)
    slower = _slower(results, "threads", python, ideal(results) if on else 1)
    if not one or not slower:
        return None
    each = ((1, one), *_waits(results, "threads", python, (THREADS_AT_ONCE,)))
    return Tool(
        Label("threads", on=on),
        each=each,
        slower=slower,
        at_once=THREADS_AT_ONCE,
        on_cores=bool(on),
    )


def _waits(results: Results, way: str, python: str, counts: tuple[int, ...]) -> Points:
    """What each of so many that wait at the same time adds to the wait."""
    took = results.points("waiting", way, python)
    return tuple((n, max(0.0, took[n] - WAIT) / n) for n in counts if n in took)


def _pool(results: Results, python: str) -> Tool | None:
    return _of_cores(results, python, POOL, label("process pool (spawn)"))


def _subinterpreters(results: Results, python: str) -> Tool | None:
    return _of_cores(results, python, SUBS, label("subinterpreter pool"))


def _of_cores(results: Results, python: str, way: str, named: Label) -> Tool | None:
    printed = "subinterpreter pool" if way == SUBS else "process pool (spawn)"
    calls = results.points(COST, printed, python)
    start = results.points(SCALING, f"start of {way}", python)
    slower = _slower(results, way, python, ideal(results))
    if len(calls) < 2 or 1 not in start or not slower:
        return None
    (small, call), *_, (large, big) = calls.items()
    many = results.workers if results.workers in start else max(start)
    return Tool(
        named,
        first=start[1],
        next=max(0.0, start[many] - start[1]) / max(1, many - 1),
        each=((1, call),),
        byte=max(0.0, big - call) / (large - small),
        slower=slower,
        at_once=None,
        on_cores=True,
    )


def _chunks(results: Results, python: str) -> Tool | None:
    """The same pool with tasks in chunks: what is left for each task to pay for the way."""
    pool = _pool(results, python)
    calls = results.points(SIZE, f"{POOL}, chunks", python)
    alone = results.points(SIZE, "serial", python)
    if not pool or not calls or not alone:
        return None
    least = min(calls)
    each = max(0.0, calls[least] - alone[least] * pool.slower / results.workers)
    return Tool(
        **vars(pool) | {"label": label("process pool (spawn), chunks"), "each": ((1, each),)}
    )


def _slower(results: Results, way: str, name: str, best: float) -> float | None:
    """How many times the ideal of plain code on the main interpreter this way takes to compute."""
    one = results.median("cpu_bound", "serial", results.main_python)
    took = results.median("cpu_bound", way, name)
    return max(1.0, took / (one / best)) if one and took else None


def in_seconds(fields: Mapping[str, float]) -> tuple[int, float, float, float, int]:
    """What stands in the form, in seconds and bytes."""
    return (
        int(fields["tasks"]),
        fields["compute"] / 1000,
        fields["wait"] / 1000,
        fields["payload"] * 1000,
        int(fields["cores"]),
    )


def first(results: Results) -> list[tuple[float, Label]]:
    """What is predicted for what stands in the form at first, the fastest first."""
    asked = in_seconds({field.name: field.first for field in FIELDS})
    found = [(predict(tool, *asked), tool.label) for tool in tools(results)]
    return sorted(found, key=lambda one: one[0])
