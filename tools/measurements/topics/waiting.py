"""Many tasks that wait at the same time: sleepers, and clients of a server that answers late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.measurements.compare import Order, compare
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

WAIT = 0.1  # seconds that each task of `waiting` and `sockets` waits: their ideal


@dataclass(frozen=True)
class Way:
    """A way of waiting, with the most tasks that were tried."""

    label: Label
    most: int
    took: float
    """Seconds until all of them had ended."""

    @property
    def of_ideal(self) -> float:
        """How many times the ideal that is."""
        return self.took / WAIT

    @property
    def each(self) -> float:
        """Seconds that each task added to the wait."""
        return max(0.0, self.took - WAIT) / self.most


@dataclass(frozen=True)
class AgainstProcesses:
    """How threads stand to processes."""

    tasks: int
    """The most that both were tried with."""
    order: Order
    """How the time of threads stands to that of processes then."""


@dataclass(frozen=True)
class Waiting(Topic):
    """Many waits at once."""

    python: str
    ways: tuple[Way, ...]
    threads: AgainstProcesses | None
    """None if both were never tried with as many tasks."""
    notes: tuple[str, ...]
    """What the programs say of their own limits."""
    load: float
    ideal: float = WAIT


def waiting(results: Results) -> Waiting:
    """Many sleeps at once."""
    labels = results.labels("waiting", results.main_python)
    by_process = [name for name in labels if name.startswith("processes")]
    return _waits(results, dict.fromkeys(("asyncio", "threads", *by_process), "waiting"))


def sockets(results: Results) -> Waiting:
    """Many clients at once."""
    return _waits(results, {"asyncio": "sockets_asyncio", "threads": "sockets"})


def _waits(results: Results, programs: Mapping[str, str]) -> Waiting:
    """`programs` names the program of each way of waiting."""
    python = results.main_python
    found = {way: results.points(program, way, python) for way, program in programs.items()}
    series = {way: points for way, points in found.items() if points}
    counts = sorted({n for points in series.values() for n in points})
    rows = [
        [Quantity(n, Unit.NUMBER), *[seconds(points.get(n)) for points in series.values()]]
        for n in counts
    ]
    return Waiting(
        table([Label("at once"), *map(label, series)], rows),
        _chart(programs, series, counts),
        python,
        tuple(Way(label(way), max(p), p[max(p)]) for way, p in series.items()),
        _against_processes(results, programs, series),
        notes(results, dict.fromkeys(programs.values()), python),
        results.load,
    )


def _against_processes(
    results: Results, programs: Mapping[str, str], series: Mapping[str, Mapping[int, float]]
) -> AgainstProcesses | None:
    for way in series:
        both = set(series.get("threads", ())) & set(series[way])
        if way.startswith("processes") and both:
            n, python = max(both), results.main_python
            one, other = (
                results.values(programs[name], name, python, n) for name in ("threads", way)
            )
            return AgainstProcesses(n, compare(one, other))
    return None


def _chart(
    programs: Mapping[str, str], series: Mapping[str, Mapping[int, float]], counts: Sequence[int]
) -> Lines | None:
    lines = [Line(label(way), p, Source(programs[way], way)) for way, p in series.items()]
    return (
        Lines(
            tuple(lines),
            Axis("at once", Unit.NUMBER, log=True),
            Axis("until all have ended", Unit.SECONDS, log=True),
            {counts[0]: WAIT, counts[-1]: WAIT},
        )
        if lines
        else None
    )


def notes(results: Results, programs: Sequence[str] | Mapping, python: str) -> tuple[str, ...]:
    """What programs said of their own limits when they ran last, in their own words."""
    said = []
    for program in programs:
        texts = [
            note["text"]
            for note in results.notes
            if (note["program"], note["python"]) == (program, python)
        ]
        said += texts[-1:]
    return tuple(said)
