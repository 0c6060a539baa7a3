"""The two timings of the class notes, beside today's: as ratios, for they name no computer."""

from dataclasses import dataclass

from tools.measurements.facts import Label, Quantity, Topic, Unit, table, times
from tools.measurements.results import Results
from tools.measurements.topics.gains import processes
from tools.measurements.topics.waiting import WAIT

# What the class notes had measured, in seconds; each of their sleepers slept for two.
COMPUTING = {"processes": 1.47, "threads": 5.70}
WAITING = {"processes": 21.15, "threads": 3.01}
SLEEPERS, SLEPT = 4000, 2.0


@dataclass(frozen=True)
class Notes(Topic):
    """How many times as long the slower one took, then and now."""

    python: str
    cores: float
    sleepers: int | None
    """How many sleepers there are here, at most, of both kinds; None if not measured."""


def notes_then_and_now(results: Results) -> Notes:
    """The two headline comparisons of the class notes, as ratios."""
    python = results.main_python
    threads = results.median("cpu_bound", "threads", python)
    other = results.median("cpu_bound", processes(results, "cpu_bound", python), python)
    computed = threads / other if threads and other else None
    count, waited = _waited(results, python)
    then = COMPUTING["threads"] / COMPUTING["processes"]
    before = each(WAITING["processes"], SLEPT, SLEEPERS) / each(WAITING["threads"], SLEPT, SLEEPERS)
    rows = [
        [Label("threads of processes, computing"), _times(then), times(computed)],
        [Label("one process of one thread, sleeping"), _times(before), times(waited)],
    ]
    head = map(Label, ("comparison", "notes", "here"))
    return Notes(table(head, rows), None, python, results.cores, count)


def each(took: float, slept: float, workers: int) -> float:
    """Seconds that each worker added to the sleep of all."""
    return (took - slept) / workers


def _waited(results: Results, python: str) -> tuple[int | None, float | None]:
    threads = results.points("waiting", "threads", python)
    for way in results.labels("waiting", python):
        own = results.points("waiting", way, python)
        if way.startswith("processes") and (common := set(own) & set(threads)):
            n = max(common)
            slow, fast = each(own[n], WAIT, n), each(threads[n], WAIT, n)
            return n, slow / fast if fast > 0 and slow > 0 else None
    return None, None


def _times(value: float) -> Quantity:
    return Quantity(value, Unit.TIMES)
