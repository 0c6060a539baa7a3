"""Facts about numbers, without words: labels, quantities, tables and charts.

`tools/site/templates/topics/words.j2` has the words for every key that stands in a label, a head
or at an axis.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, NamedTuple

METHOD = re.compile(r"(?P<key>.+?)(?: \((?P<method>fork|forkserver|spawn)\))?(?P<rest>, .+)?")


class Unit(StrEnum):
    """What a quantity is counted in."""

    SECONDS = "s"
    MICROSECONDS = "us"
    BYTES = "B"
    TIMES = "times"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True)
class Label:
    """What a row, a column or a line is about, as a key for words."""

    kind: ClassVar[str] = "label"
    key: str
    method: str | None = None
    """How processes start: `fork`, `forkserver`, `spawn`."""
    on: str | None = None
    """The interpreter, where it tells two labels apart."""
    count: int | None = None
    """How many threads, where that tells two labels apart."""


@dataclass(frozen=True)
class Raw:
    """What is written as it is: the name of an interpreter, a piece of code."""

    kind: ClassVar[str] = "raw"
    text: str


@dataclass(frozen=True)
class Quantity:
    """A value and its unit."""

    kind: ClassVar[str] = "quantity"
    value: float
    unit: Unit


@dataclass(frozen=True)
class Wrong:
    """How many went wrong in each run, of how many."""

    kind: ClassVar[str] = "wrong"
    counts: tuple[int, ...]
    of: int

    @property
    def tries(self) -> int:
        """All tries of all runs."""
        return self.of * len(self.counts)

    @property
    def total(self) -> int:
        """All that went wrong."""
        return sum(self.counts)


@dataclass(frozen=True)
class Rate:
    """How many of all tries went wrong."""

    kind: ClassVar[str] = "rate"
    wrong: int
    tries: int

    @property
    def share(self) -> float:
        """Of all tries."""
        return self.wrong / self.tries


Cell = Label | Raw | Quantity | Wrong | Rate | None  # None: not measured


@dataclass(frozen=True)
class Table:
    """Rows under a head; each has a cell for each column."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def without_empty_columns(self) -> "Table":
        """The same without the columns in which nothing was measured."""
        columns = zip(self.head, *self.rows, strict=True)
        kept = [column for n, column in enumerate(columns) if not n or any(column[1:])]
        head, *rows = zip(*kept, strict=True)
        return Table(head, tuple(rows))

    def turned(self) -> "Table":
        """The same with its rows as columns: short names stand above, so that it fits a phone."""
        head, *rows = zip(self.head, *self.rows, strict=True)
        return Table(head, tuple(rows))


def table(head: Iterable[Cell], rows: Iterable[Iterable[Cell]]) -> Table | None:
    """A table without its empty columns; None if no row has a value."""
    found = Table(tuple(head), tuple(map(tuple, rows))) if (rows := list(rows)) else None
    if not found or not any(any(row[1:]) for row in found.rows):
        return None
    return found.without_empty_columns()


class Base(NamedTuple):
    """What a value is divided into, of the same program."""

    label: str
    x: int | None = None


class Source(NamedTuple):
    """Where the values of one row or one line of a chart come from.

    With a base, a value is that many times as fast: the base's time over its own.
    """

    program: str
    label: str
    x: int | None = None
    base: Base | None = None


@dataclass(frozen=True)
class Axis:
    """What stands along an axis, as a key for words; its unit; whether it is logarithmic."""

    key: str
    unit: Unit
    log: bool = False


@dataclass(frozen=True)
class Row:
    """A row of marks, one for each interpreter."""

    label: Label
    marks: Mapping[str, float]
    source: Source


@dataclass(frozen=True)
class Dots:
    """A chart with a row of marks for each label."""

    kind: ClassVar[str] = "dots"
    rows: tuple[Row, ...]
    axis: Axis
    ideal: float | None = None

    @property
    def values(self) -> Axis:
        """The axis of what was measured."""
        return self.axis


@dataclass(frozen=True)
class Line:
    """A line through points."""

    label: Label
    points: Mapping[int, float]
    source: Source


@dataclass(frozen=True)
class Lines:
    """A chart with a line for each label."""

    kind: ClassVar[str] = "lines"
    lines: tuple[Line, ...]
    x: Axis
    y: Axis
    ideal: Mapping[int, float] | None = None

    @property
    def values(self) -> Axis:
        """The axis of what was measured."""
        return self.y


Chart = Dots | Lines


@dataclass(frozen=True)
class Topic:
    """What is known of one topic; each topic adds its own verdicts."""

    table: Table | None
    chart: Chart | None


def label(printed: str, **more) -> Label:
    """The label that a program printed: `processes (spawn), chunks`.

    >>> label("processes (spawn), chunks")
    Label(key='processes, chunks', method='spawn', on=None, count=None)
    """
    match = METHOD.fullmatch(printed)
    assert match, printed
    return replace(Label(match["key"] + (match["rest"] or ""), match["method"]), **more)


def quantity(value: float | None, unit: Unit) -> Quantity | None:
    """A quantity, or None for none."""
    return None if value is None else Quantity(value, unit)


def seconds(value: float | None) -> Quantity | None:
    """A duration, or None for none."""
    return quantity(value, Unit.SECONDS)


def size(value: float | None) -> Quantity | None:
    """A number of bytes, or None for none."""
    return quantity(value, Unit.BYTES)


def times(value: float | None) -> Quantity | None:
    """A ratio, or None for none."""
    return quantity(value, Unit.TIMES)


def by_python(pythons: Iterable[str], value: Callable[[str], float | None]) -> dict[str, float]:
    """The values that there are, by interpreter."""
    found = ((python, value(python)) for python in pythons)
    return {python: one for python, one in found if one is not None}
