"""Where values are drawn: over the steps of a run from left to right, all parts on one scale.

A step is one unit wide in a box that is stretched to the width of its place; from top to bottom it
is pixels. So a picture is as wide as a phone or a page, and its lines are everywhere as thick.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tools.pictures.drawing import anchor, steps
from tools.pictures.storm.reading import Part, Series

HEIGHT, EDGE = 130, 10  # px: of the box, and what is free above the highest and below the lowest
LINES = 4  # at most so many levels are named


@dataclass(frozen=True)
class Level:
    """A horizontal line: `y` in pixels from the top."""

    y: float
    value: int


@dataclass(frozen=True)
class Tick:
    """A step that is named: `x` in percent."""

    x: float
    step: int
    anchor: str


@dataclass(frozen=True)
class Plot:
    """The scale of all parts of a picture."""

    low: int
    high: int
    steps: int
    height: int = HEIGHT

    @classmethod
    def of(cls, parts: Sequence[Part]) -> "Plot":
        """A scale on which all values have a place, and zero."""
        values = [value for part in parts for one in part.series for value in one.values]
        low, high = min(0, *values), max(0, *values)
        return cls(low, max(high, low + 1), max(part.steps for part in parts))

    def y(self, value: float) -> float:
        """Where a value is, in pixels from the top."""
        free = self.height - 2 * EDGE
        return round(EDGE + free * (self.high - value) / (self.high - self.low), 1)

    def path(self, series: Series) -> str:
        """The line of a series: it keeps a value for one step, then goes to the next at once."""
        first, *others = series.values
        line, before = [f"M0 {self.y(first):g}"], first
        for step, value in enumerate(others, 1):
            if value != before:
                line.append(f"H{step}V{self.y(value):g}")
            before = value
        return "".join([*line, f"H{len(series.values)}"])

    @property
    def levels(self) -> list[Level]:
        """The values that are named: multiples of a round number, zero among them."""
        size = max(1, round(steps(self.high - self.low)))
        while (self.high - self.low) // size > LINES:
            size *= 2
        first = -(-self.low // size)
        named = [number * size for number in range(first, self.high // size + 1)]
        return [Level(self.y(value), value) for value in named]

    @property
    def ticks(self) -> list[Tick]:
        """The steps that are named."""
        size = max(1, round(steps(self.steps)))
        named = [(100 * step / self.steps, step) for step in range(0, self.steps, size)]
        return [Tick(x, step, anchor(x)) for x, step in named]

    @property
    def zero(self) -> float | None:
        """Where zero is, if any value is below it."""
        return self.y(0) if self.low < 0 else None
