"""Read what a program says of its values, one after the other, in the lines that it prints.

    without a lock:
      in the till: 0 10 20 20 30
      cakes left: 4 3 2 1 0

A line that ends with a colon begins a part; below it, further in, stands a series: its name and its
values, whole numbers. Other lines are not drawn.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST, MOST = 2, 200  # values of a series: fewer are no course, more are not seen one by one
PART = re.compile(r"(?P<title>\S.*):")
SERIES = re.compile(r"\s+(?P<name>\S[^:]*): (?P<values>-?\d+(?: -?\d+)+)")


class BadLines(ValueError):
    """The lines cannot be drawn; the message says why, and what to print."""


@dataclass(frozen=True)
class Series:
    """One thing that had a value over the steps of a run: a balance, seats."""

    name: str
    values: tuple[int, ...]

    @property
    def steady(self) -> bool:
        """Did it never change?"""
        return len(set(self.values)) == 1

    @property
    def between(self) -> bool:
        """Did it stay between its first and its last value?"""
        first, last = self.values[0], self.values[-1]
        return {min(self.values), max(self.values)} == {first, last}


@dataclass(frozen=True)
class Part:
    """What is drawn in one frame: a run without the repair, and one with it."""

    title: str
    series: tuple[Series, ...]

    @property
    def steps(self) -> int:
        """How many values each series has."""
        return len(self.series[0].values)

    @property
    def rows(self) -> list[tuple[int, ...]]:
        """The values of all series, step by step."""
        return list(zip(*(one.values for one in self.series), strict=True))


def parts(lines: Iterable[str]) -> tuple[Part, ...]:
    """The parts that have series, in their order. Raises BadLines."""
    found: list[tuple[str, list[Series]]] = [("", [])]
    for line in lines:
        if series := SERIES.fullmatch(line):
            values = tuple(map(int, series["values"].split()))
            found[-1][1].append(Series(series["name"], values))
        elif part := PART.fullmatch(line):
            found.append((part["title"], []))
    told = tuple(Part(title, tuple(series)) for title, series in found if series)
    _check(told)
    return told


def _check(told: tuple[Part, ...]) -> None:
    """Raises BadLines."""
    if not told:
        raise BadLines("it printed no line such as '  balance: 100 90 80' to be drawn")
    for part in told:
        first, *others = part.series
        for one in others:
            if len(one.values) != len(first.values):
                raise BadLines(
                    f"{one.name} has {len(one.values)} values, and {first.name} beside it "
                    f"{len(first.values)}; print both at each step"
                )
        if len(first.values) > MOST:
            raise BadLines(f"{first.name} has {len(first.values)} values; print at most {MOST}")
