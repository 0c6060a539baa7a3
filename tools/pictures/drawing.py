"""Where in a picture everything is: places in percent of the time, sizes in pixels.

So a picture is as wide as its place and its text can be read on a phone. What is drawn there, SVG,
stands in `lanes.j2`; how it looks, in `docs/theme/assets/timelines.css`.
"""

import html
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.pictures.lanes import Lane, Meanwhile, Picture, Span, State, at_once

BAR, LABEL, HOLD, GAP = 14, 17, 14, 7  # px
THIN = 4  # px: a lane of a crowd
CROWD = 13  # more lanes than these with one purpose are drawn thin, and without names
NARROW, WIDE = 310, 600  # px: widths for which it is decided whether a text fits
INDENT = 10  # px: names of what lives within a process are further in
AXIS = 22  # px
LEAST = 0.15  # percent: what is shorter is drawn as wide as this
SEEN = 0.5  # percent: what is shorter is not explained, nor drawn below a lane
TICKS = 5  # at most so many steps from end to end
BEFORE, AFTER = 80.0, 86.0  # percent: where a jump in the axis begins and ends
ALWAYS = (State.RUN, State.EITHER)  # are explained, however short they are
SAME = 4  # pictures up to so many times as long as the shortest have one axis
SLIM, BROAD = "fijlrtI.,:;'|!()[] ", "mwMW@%—"
LETTERS = {"slim": 3.6, "usual": 6.5, "broad": 9.6, "full": 11.5}  # px, at a size of 11 px


def width_of(text: str) -> float:
    """About how wide a text of HTML is in pixels; the reader's font is not known."""
    return sum(LETTERS[_kind_of(letter)] for letter in html.unescape(text))


def _kind_of(letter: str) -> str:
    if letter in SLIM:
        return "slim"
    if letter in BROAD:
        return "broad"
    return "full" if unicodedata.east_asian_width(letter) in "WF" else "usual"


def fitting(texts: Sequence[str], width: float) -> str:
    """The first text that fits into a width in pixels; none if none does."""
    return next((text for text in texts if text and width_of(text) + 7 <= width), "")


def steps(length: float) -> float:
    """The least step of 1, 2 or 5 times a power of ten that goes at most TICKS times into a length.

    It is ours, because it is three lines, and matplotlib, which has it, takes a second to import.
    """
    power = 10.0 ** math.floor(math.log10(length / TICKS))
    return next(size * power for size in (1, 2, 5, 10) if length / (size * power) <= TICKS)


def percent(picture: Picture, time: float) -> float:
    """Where a moment is on the axis; what a jump leaves out is within its mark."""
    if picture.jump is None:
        return 100 * time / picture.length
    begin, end = picture.jump
    if time <= begin:
        return BEFORE * time / begin
    if time < end:
        return BEFORE + (AFTER - BEFORE) * (time - begin) / (end - begin)
    return AFTER + (100 - AFTER) * (time - end) / (picture.length - end)


def seen(picture: Picture, spans: Iterable[Span]) -> list[Span]:
    """Those that are long enough to be seen."""
    return [s for s in spans if percent(picture, s.end) - percent(picture, s.begin) >= SEEN]


@dataclass(frozen=True)
class Tick:
    """A line of the axis; `x` in percent."""

    x: float
    time: float
    anchor: str


@dataclass(frozen=True)
class Bar:
    """Where a span is: from the left in percent, from the top of its lane in pixels."""

    x: float
    width: float
    top: float
    height: float
    free: float
    """How much of its width is free for a text: up to a jump in the axis."""

    def fitting(self, texts: Sequence[str]) -> tuple[str, str]:
        """What stands on it, on a wide screen and on a phone."""
        wide, narrow = (fitting(texts, self.free / 100 * plot) for plot in (WIDE, NARROW))
        return wide, narrow


@dataclass(frozen=True)
class Row:
    """Where a lane is, in pixels from the top; `label` is where its name stands, if it has one."""

    top: float
    height: float
    label: float | None
    indent: int
    crowd: int
    """How many lanes of its group are drawn as one crowd; 0 for a lane by itself."""
    bottom: float


@dataclass(frozen=True)
class Line:
    """A vertical line at `x` percent, in pieces from top to bottom."""

    x: float
    pieces: tuple[tuple[float, float], ...]


class Drawing:
    """One picture with the names of its lanes, as they are told."""

    def __init__(self, picture: Picture, names: Sequence[str]):
        """Give each lane its place."""
        self.picture, self.names = picture, [str(name) for name in names]
        self.rows = list(_rows(picture.lanes, self.names, picture))
        self.bottom = self.rows[-1].bottom if self.rows else 0.0
        self.height = self.bottom + AXIS

    def percent(self, time: float) -> float:
        """Where a moment is on the axis."""
        return percent(self.picture, time)

    def bar(self, lane: int, span: Span) -> Bar:
        """Where a span of a lane is."""
        x = self.percent(span.begin)
        width = max(LEAST, self.percent(span.end) - x)
        free = min(width, BEFORE - x) if self.picture.jump and x < AFTER else width
        if isinstance(span.state, Meanwhile):
            return Bar(x, width, BAR + span.depth * HOLD + 1, HOLD - 2, free)
        return Bar(x, width, 0, self.rows[lane].height, free)

    def below(self, lane: int) -> list[Span]:
        """What is drawn below a lane."""
        return [] if self.rows[lane].crowd else seen(self.picture, self.picture.lanes[lane].below)

    def seen(self, spans: Iterable[Span]) -> list[Span]:
        """Those that are long enough to be told."""
        return seen(self.picture, spans)

    def start(self, lane: int) -> Line | None:
        """The line from the lane that started a lane to its begin, not through a name."""
        one = self.picture.lanes[lane]
        if one.parent is None or self.rows[lane].crowd:
            return None
        top, bottom = self.rows[one.parent].top + BAR / 2, self.rows[lane].top
        return self._line(one.begin, top, bottom) if top < bottom else None

    def note(self, lane: int, when: float, source: int) -> Line:
        """The line from another lane to a lane at a moment, not through a name."""
        return self._line(when, self.rows[source].top, self.rows[lane].top + BAR)

    def _line(self, time: float, top: float, bottom: float) -> Line:
        x, pieces = self.percent(time), []
        for row, name in zip(self.rows, self.names, strict=True):
            if row.label is None or not top < row.label < bottom:
                continue
            if row.indent + width_of(name) + 4 > x / 100 * NARROW:
                pieces.append((top, row.label - 12))
                top = row.label + 4
        pieces.append((top, bottom))
        return Line(x, tuple(piece for piece in pieces if piece[0] < piece[1]))

    def ticks(self) -> list[Tick]:
        """The moments that stand on the axis; after a jump, its end alone."""
        straight = self.picture.jump[0] if self.picture.jump else self.picture.length
        step = steps(straight)
        found = [number * step for number in range(int(straight / step * 1.0001) + 1)]
        if self.picture.jump:
            found = [time for time in found if self.percent(time) < BEFORE - 6]
            found.append(self.picture.length)
        return [Tick(x := self.percent(time), time, anchor(x)) for time in found]

    @property
    def jump(self) -> tuple[float, float] | None:
        """Where the mark of a jump stands, in percent."""
        return (BEFORE, AFTER) if self.picture.jump else None


def anchor(x: float) -> str:
    """How a text at so many percent is set, so that it stays in the picture."""
    return "start" if x < 5 else "end" if x > 93 else "middle"


def _rows(lanes: Sequence[Lane], names: Sequence[str], picture: Picture) -> Iterable[Row]:
    sizes = Counter(lane.group for lane in lanes if lane.group)
    y, before = 2.0, None
    for lane, name in zip(lanes, names, strict=True):
        crowd = sizes[lane.group] if lane.group and sizes[lane.group] >= CROWD else 0
        label = None
        if name and not (crowd and before == lane.group):
            y += GAP if crowd and before is not None else 0
            label, y = y + 11, y + LABEL
        depth = max((span.depth + 1 for span in seen(picture, lane.below)), default=0)
        size = THIN if crowd else BAR + depth * HOLD + GAP
        indent = INDENT if lane.kind == "task" else 0
        yield Row(y, THIN - 1 if crowd else BAR, label, indent, crowd, y + size)
        y, before = y + size, lane.group


@dataclass(frozen=True)
class Figure:
    """The pictures of one example, above each other."""

    name: str
    """The example's, as it may stand in an id."""
    pictures: tuple[Picture, ...]

    def draw(self, picture: Picture, names: Sequence[str]) -> Drawing:
        """One of them, with the names of its lanes."""
        return Drawing(picture, names)

    @property
    def states(self) -> list[State | Meanwhile]:
        """The states that can be seen, in the order of the legend."""
        used = {span.state for picture in self.pictures for span in _drawn(picture)}
        return [state for state in (*State, *Meanwhile) if state in used]

    def common(self, crowd: Sequence[Lane]) -> list["Common"]:
        """What the lanes of a crowd did beside running."""
        found = []
        for state in State:
            spans = [span for lane in crowd for span in lane.of(state)]
            if spans and state is not State.RUN:
                mean = sum(span.length for span in spans) / len(spans)
                found.append(Common(state, len(spans), mean, at_once(spans)))
        return found


@dataclass(frozen=True)
class Common:
    """How often lanes of a crowd were in a state, for how long, and how many of them at once."""

    state: State
    count: int
    mean: float
    """Milliseconds."""
    at_once: int


def _drawn(picture: Picture) -> Iterable[Span]:
    drawing = Drawing(picture, [""] * len(picture.lanes))
    for index, lane in enumerate(picture.lanes):
        yield from (s for s in lane.spans if s.state in ALWAYS or s in seen(picture, [s]))
        yield from drawing.below(index)


def axes(lengths: Sequence[float]) -> list[float]:
    """How long the axes of pictures are that stand on one page: equal, if they can be compared.

    Those up to SAME times as long as the shortest of them have one axis; a picture on a much longer
    one could not be read.
    """
    axis: dict[float, float] = {}
    longest = math.inf
    for length in sorted(set(lengths), reverse=True):
        longest = length if length * SAME < longest else longest
        axis[length] = longest
    return [axis[length] for length in lengths]
