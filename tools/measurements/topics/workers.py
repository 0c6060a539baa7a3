"""How many workers help, and from which size on a task is worth a worker."""

import itertools
from dataclasses import dataclass

from tools.measurements.compare import Order, compare
from tools.measurements.facts import (
    Axis,
    Base,
    Label,
    Line,
    Lines,
    Quantity,
    Raw,
    Source,
    Topic,
    Unit,
    label,
    seconds,
    table,
    times,
)
from tools.measurements.results import Results

SCALING, SIZE, COST = "scaling", "task_size", "task_cost"
MICROSECOND = 1e-6
# Each tool that runs tasks: its program, and the label that it prints.
TOOLS = {
    "thread pool": (COST, "thread pool"),
    "process pool": (COST, "process pool (spawn)"),
    "subinterpreter pool": (COST, "subinterpreter pool"),
    "RQ": (f"{COST}_rq", "one task"),
    "Celery": (f"{COST}_celery", "one task"),
    "Dask": (f"{COST}_dask", "one task"),
}


@dataclass(frozen=True)
class Scaled:
    """One kind of worker, more and more of it."""

    label: Label
    order: Order
    """How the time of the best number stands to that of one worker."""
    workers: int
    """The smallest number that is not clearly slower than the best one."""
    factor: float
    """How many times as fast as one that number is."""


@dataclass(frozen=True)
class Scaling(Topic):
    """The same work with more and more workers."""

    ways: tuple[Scaled, ...]
    cores: float


@dataclass(frozen=True)
class Pays:
    """From which size on tasks are worth handing over."""

    label: Label
    smallest: float | None
    """Seconds of work in one task; None if no size was worth it."""
    everywhere: bool
    """Was even the smallest size that was measured?"""
    too_few: bool


@dataclass(frozen=True)
class TaskSize(Topic):
    """Tasks of several sizes, alone and in pools."""

    python: str
    ways: tuple[Pays, ...]
    cores: float


@dataclass(frozen=True)
class Dearer:
    """How a tool's task stands to that of the tool before."""

    one: Raw | Label
    than: Raw | Label
    ratio: float


@dataclass(frozen=True)
class TaskCost(Topic):
    """What a task costs that does nothing, by each tool."""

    python: str
    clear: tuple[Dearer, ...]
    """Neighbours in the order of cost that differ clearly."""


def scaling(results: Results) -> Scaling:
    """The same work with more and more workers."""
    ways, lines = [], []
    for python in dict.fromkeys([results.main_python, *results.without_gil[-1:]]):
        for way in results.labels(SCALING, python):
            points = results.points(SCALING, way, python)
            if way.startswith("start of") or 1 not in points:
                continue
            named = label(way, on=python)
            speed = {n: points[1] / value for n, value in points.items()}
            ways.append(_scaled(results, python, way, named))
            lines.append(Line(named, speed, Source(SCALING, way, base=Base(way, 1))))
    counts = sorted({n for line in lines for n in line.points})
    ideal = {n: min(n, results.cores) for n in counts}
    named = [(line.label, line.points) for line in lines] + [(Label("ideal"), ideal)]
    rows = [[name, *[times(points.get(n)) for n in counts]] for name, points in named]
    head = [Label("workers"), *[Quantity(n, Unit.NUMBER) for n in counts]]
    x, y = Axis("workers", Unit.NUMBER), Axis("times as fast as one", Unit.TIMES)
    return Scaling(
        table(head, rows),
        Lines(tuple(lines), x, y, ideal) if lines else None,
        tuple(ways),
        results.cores,
    )


def _scaled(results: Results, python: str, way: str, named: Label) -> Scaled:
    points = results.points(SCALING, way, python)
    values = {n: results.values(SCALING, way, python, n) for n in points}
    best = min(points, key=lambda n: points[n])
    enough = next(n for n in points if compare(values[n], values[best]) != Order.MORE)
    return Scaled(named, compare(values[best], values[1]), enough, points[1] / points[enough])


def task_size(results: Results) -> TaskSize:
    """From which size of a task on a pool pays off."""
    python = results.main_python
    labels = results.labels(SIZE, python)
    series = {way: points for way in labels if (points := results.points(SIZE, way, python))}
    sizes = sorted(series.get("serial", ()))
    rows = [
        [label(way), *[seconds(points.get(n)) for n in sizes]] for way, points in series.items()
    ]
    head = [Label("work in one task"), *[Quantity(n * MICROSECOND, Unit.SECONDS) for n in sizes]]
    lines = tuple(Line(label(way), points, Source(SIZE, way)) for way, points in series.items())
    x = Axis("work in one task", Unit.MICROSECONDS, log=True)
    y = Axis("time of one task", Unit.SECONDS, log=True)
    pools = [way for way in series if way.startswith("processes")] if sizes else []
    return TaskSize(
        table(head, rows),
        Lines(lines, x, y) if sizes else None,
        python,
        tuple(_pays(results, python, way, sizes) for way in pools),
        results.cores,
    )


def _pays(results: Results, python: str, way: str, sizes: list[int]) -> Pays:
    orders = [
        compare(results.values(SIZE, way, python, n), results.values(SIZE, "serial", python, n))
        for n in reversed(sizes)
    ]
    worth = list(itertools.takewhile(lambda order: order == Order.LESS, orders))
    smallest = sizes[-len(worth)] * MICROSECOND if worth else None
    return Pays(label(way), smallest, len(worth) == len(sizes), Order.TOO_FEW in orders)


def task_cost(results: Results) -> TaskCost:
    """What a task costs that does nothing: handed to a pool, to a queue of jobs, to an engine.

    All by one interpreter: the newest of those by which the most tools were measured.
    """
    newest_first = (results.main_python, *reversed(results.with_gil))
    measured = {python: _by_tool(results, python) for python in newest_first}
    python = max(measured, key=lambda name: len(measured[name]))  # the first of equals
    found = measured[python]
    rows = [[tool_label(tool), seconds(_middle(values))] for tool, values in found.items()]
    order = sorted(found, key=lambda tool: _middle(found[tool]))
    clear = tuple(
        Dearer(tool_label(dear), tool_label(cheap), _middle(found[dear]) / _middle(found[cheap]))
        for cheap, dear in itertools.pairwise(order)
        if compare(found[cheap], found[dear]) == Order.LESS
    )
    return TaskCost(table([Label("one task by"), Label("time")], rows), None, python, clear)


def _by_tool(results: Results, python: str) -> dict[str, list[float]]:
    return {
        tool: values
        for tool, (program, printed) in TOOLS.items()
        if (values := _task_values(results, program, printed, python))
    }


def _task_values(results: Results, program: str, printed: str, python: str) -> list[float]:
    """With the smallest payload, where a program measured several."""
    sizes = results.points(program, printed, python)
    return results.values(program, printed, python, min(sizes) if sizes else None)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def tool_label(tool: str) -> Label | Raw:
    """A product has its own name; a pool's is a word."""
    _, printed = TOOLS[tool]
    return Raw(tool) if tool[0].isupper() else label(printed)
