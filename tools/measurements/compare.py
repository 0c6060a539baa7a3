"""How values compare: what is clearly less, who comes first and last, who gains by what.

Nothing is said of fewer than ENOUGH values.
"""

import itertools
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from tools.measurements.results import Results

CLEARLY = 1.15  # how many times one median must at least be another
NEARLY_ALL = 0.9  # of all pairs of values
ENOUGH = 5  # values, wherever two things are compared
T = TypeVar("T")


class Order(StrEnum):
    """How some values stand to others."""

    LESS = "less"
    SAME = "same"
    MORE = "more"
    TOO_FEW = "too_few"


def compare(one: Sequence[float], other: Sequence[float]) -> Order:
    """How the first values stand to the second ones.

    They differ clearly only if their medians are well apart, and if of all pairs of a first
    and a second value nearly all are in that order. (That share is the common language effect size:
    McGraw and Wong, Psychological Bulletin 111, 1992.)
    """
    if min(len(one), len(other)) < ENOUGH:
        return Order.TOO_FEW
    pairs = list(itertools.product(one, other))
    apart = statistics.median(one) / statistics.median(other)
    if apart * CLEARLY < 1 and sum(a < b for a, b in pairs) >= NEARLY_ALL * len(pairs):
        return Order.LESS
    if apart > CLEARLY and sum(a > b for a, b in pairs) >= NEARLY_ALL * len(pairs):
        return Order.MORE
    return Order.SAME


@dataclass(frozen=True)
class Ranking(Generic[T]):
    """Things in the order of their medians, the least first."""

    names: tuple[T, ...]
    medians: tuple[float, ...]
    steps: tuple[Order, ...]
    """How each stands to the next: LESS, SAME or TOO_FEW."""

    @property
    def least(self) -> T | None:
        """The one that is clearly less than the second; None if there is none."""
        return self.names[0] if self.steps[:1] == (Order.LESS,) else None

    @property
    def most(self) -> T | None:
        """The one that is clearly more than the last but one; None if there is none."""
        return self.names[-1] if self.steps[-1:] == (Order.LESS,) else None

    @property
    def is_clear(self) -> bool:
        """Is the whole order clear?"""
        return bool(self.steps) and set(self.steps) == {Order.LESS}

    @property
    def too_few(self) -> bool:
        """Are there too few values to say anything?"""
        return Order.TOO_FEW in self.steps

    @property
    def ties(self) -> tuple[tuple[T, T], ...]:
        """Neighbours between which there is no clear difference."""
        pairs = zip(itertools.pairwise(self.names), self.steps, strict=True)
        return tuple(pair for pair, step in pairs if step == Order.SAME)

    def median(self, name: T) -> float:
        """The median of one of them. Raises ValueError for another."""
        return self.medians[self.names.index(name)]


def ranked(values: Mapping[T, Sequence[float]]) -> Ranking[T]:
    """Put things into the order of their medians; those without values are left out."""
    found = sorted(
        (statistics.median(some), number, name)
        for number, (name, some) in enumerate(values.items())
        if some
    )
    names = tuple(name for *_, name in found)
    steps = tuple(compare(values[one], values[two]) for one, two in itertools.pairwise(names))
    return Ranking(names, tuple(median for median, *_ in found), steps)


@dataclass(frozen=True)
class Gain:
    """How a way of working compares with another one, on several interpreters."""

    faster: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    slower: tuple[str, ...] = ()
    too_few: tuple[str, ...] = ()
    times: Mapping[str, float] | None = None
    """How many times as fast, by interpreter."""

    @property
    def low(self) -> float:
        """The smallest of the factors."""
        return min((self.times or {}).values())

    @property
    def high(self) -> float:
        """The largest of the factors."""
        return max((self.times or {}).values())


def gain(results: Results, program: str, label: str, base: str, pythons: Iterable[str]) -> Gain:
    """Compare the times of two labels of a program on each interpreter that has both."""
    found: dict[Order, list[str]] = {order: [] for order in Order}
    ratio = {}
    for python in pythons:
        values = results.values(program, label, python)
        of_base = results.values(program, base, python)
        if values and of_base:
            found[compare(values, of_base)].append(python)
            ratio[python] = statistics.median(of_base) / statistics.median(values)
    return Gain(
        faster=tuple(found[Order.LESS]),
        same=tuple(found[Order.SAME]),
        slower=tuple(found[Order.MORE]),
        too_few=tuple(found[Order.TOO_FEW]),
        times=ratio,
    )
