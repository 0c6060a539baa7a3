"""Echo servers under the same load, which does not wait for their answers."""

from dataclasses import dataclass

from tools.measurements.compare import Ranking, ranked
from tools.measurements.facts import (
    Axis,
    Dots,
    Label,
    Row,
    Source,
    Topic,
    Unit,
    by_python,
    label,
    seconds,
    table,
)
from tools.measurements.results import Results

PROGRAM = "servers"
START, MIDDLE, SLOW = "start", "median", "99th percentile"


@dataclass(frozen=True)
class Servers(Topic):
    """What a client waits for: that it is served at all, and then for each answer."""

    python: str
    start: Ranking[Label]
    """Seconds until a new client has its first answer."""
    middle: Ranking[Label]
    """Seconds until half of the requests have their answers."""
    slow: Ranking[Label]
    """Seconds until 99 of 100 have."""


def servers(results: Results) -> Servers:
    """The echo servers under load."""
    python = results.main_python
    kinds = [
        name.removesuffix(f", {MIDDLE}")
        for name in results.labels(PROGRAM, python)
        if name.endswith(f", {MIDDLE}")
    ]
    rows = [
        [
            label(kind),
            *[
                seconds(results.median(PROGRAM, f"{kind}, {what}", python))
                for what in (START, MIDDLE, SLOW)
            ],
        ]
        for kind in kinds
    ]
    head = map(Label, ("server", "start of one client", "half within", "99 of 100 within"))
    return Servers(
        table(head, rows),
        _chart(results, kinds),
        python,
        *[_ranking(results, kinds, what) for what in (START, MIDDLE, SLOW)],
    )


def _ranking(results: Results, kinds: list[str], what: str) -> Ranking[Label]:
    python = results.main_python
    return ranked(
        {label(kind): results.values(PROGRAM, f"{kind}, {what}", python) for kind in kinds}
    )


def _chart(results: Results, kinds: list[str]) -> Dots | None:
    rows = []
    for kind in kinds:
        name = f"{kind}, {SLOW}"
        marks = by_python(
            results.pythons, lambda python, name=name: results.median(PROGRAM, name, python)
        )
        rows.append(Row(label(kind), marks, Source(PROGRAM, name)))
    axis = Axis("99 of 100 answers within", Unit.SECONDS, log=True)
    return Dots(tuple(rows), axis) if rows else None
