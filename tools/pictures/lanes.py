"""Draw who did what when: a lane for each thread, process or task over one axis of time.

The picture is SVG that stretches to the width it is given: places are in percent of the time, sizes
of text in pixels, so that it can be read on a phone. The page colours it (docs/theme/theme.css).
"""

import html
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from matplotlib.ticker import MaxNLocator

# What a lane may be in: its name in the legend and in sentences. The style sheet draws each with a
# pattern of its own, so that colour is not needed.
STATES = {
    "run": "running",
    "ready": "ready to run, but not running",
    "lock": "waiting for a lock",
    "sleep": "sleeping",
    "queue": "waiting in a queue",
    "join": "waiting in join or for a result",
    "signal": "waiting for a signal: event, condition, barrier",
    "io": "waiting for input or output",
    "zombie": "zombie: ended, and not yet waited for",
}
SCRIPT = "assets/timelines.js"
BELOW = {"held": "holding a lock or a permit", "call": "a call that a pool makes"}
CROSS = '<path d="M-5-5L5 5M-5 5L5-5"/>'
BAR, LABEL, HOLD, GAP = 14, 17, 14, 7  # px
THIN = 4  # px: a lane of a crowd
CROWD = 13  # more lanes than these with one purpose are drawn thin, and without names
NARROW, WIDE = 310, 600  # px: widths for which it is decided whether a text fits
LETTER = 6.3  # px: the mean width of a letter at 11 px
AXIS = 22  # px
LEAST = 0.15  # percent: what is shorter is drawn as wide as this
SEEN = 0.5  # percent: what is shorter is not explained, nor drawn below a lane


@dataclass
class Span:
    """One state of a lane; times in milliseconds since the start."""

    begin: float
    end: float
    state: str
    words: str
    """What is told when it is pointed at, without times."""
    lines: list[int] = field(default_factory=list)
    """The lines of the program that it belongs to."""
    texts: tuple[str, ...] = ()
    """What may stand on it; the first that fits does."""
    depth: int = 0
    """For what is drawn below the lane: how many are above it."""
    open: bool = False
    """It had not ended when the recording did."""


@dataclass
class Note:
    """What happened to a lane at a moment, in milliseconds."""

    when: float
    text: str
    source: int
    """The index of the lane that did it, be it its own."""


@dataclass
class Lane:
    """A thread, a process or a task."""

    name: str
    """What stands above it; nothing, if it is empty."""
    begin: float
    end: float
    spans: list[Span] = field(default_factory=list)
    below: list[Span] = field(default_factory=list)
    """What goes on meanwhile: locks that are held, a call of a pool."""
    parent: int | None = None
    """The index of the lane that started it."""
    inner: bool = False
    """It is a thread of a process that is not the first, or a task: drawn further in."""
    group: str = ""
    """Lanes of one group may be drawn as a crowd."""
    cut: bool = False
    """It did not end by itself: its process ended, or was stopped."""
    said: str = ""
    """What is told of it in words, where that is not the list of its spans."""
    notes: list[Note] = field(default_factory=list)
    """What happened to it at certain moments."""


@dataclass
class Picture:
    """All lanes of one recording; `length` in milliseconds."""

    lanes: list[Lane]
    length: float
    title: str = ""
    """What stands above it, where a figure has several."""
    stopped: str = ""
    """What is told at the right edge if the recording was stopped."""
    listed: list[str] = field(default_factory=list)
    """What stands below it, numbered."""


def time_text(milliseconds: float) -> str:
    """`0.42 ms`, `12 ms`, `1.2 s`."""
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.3g} s"
    return f"{milliseconds:.2g} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


def told(span: Span) -> str:
    """What a span says of itself, in one sentence."""
    when = f"from {time_text(span.begin)} on" if span.open else ""
    when = when or f"{time_text(span.begin)} to {time_text(span.end)}"
    lines = sorted(set(span.lines))
    place = f", line {', '.join(map(str, lines))}" if lines else ""
    return f"{span.words}: {when}{place}"


def seen(picture: Picture, spans: Iterable[Span]) -> list[Span]:
    """Those that are long enough to be seen."""
    return [span for span in spans if _percent(picture, span.end - span.begin) >= SEEN]


class Rows:
    """Where each lane is drawn, from top to bottom, in pixels."""

    def __init__(self, picture: Picture):
        """Give each lane its place."""
        lanes = picture.lanes
        sizes: dict[str, int] = {}
        for lane in lanes:
            sizes[lane.group] = sizes.get(lane.group, 0) + 1
        self.thin = [bool(lane.group) and sizes[lane.group] >= CROWD for lane in lanes]
        self.labels: list[tuple[float, str, bool]] = []
        self.top: list[float] = []
        self.height: list[float] = []
        y = 2.0
        for index, lane in enumerate(lanes):
            crowd = self.thin[index]
            first = not crowd or index == 0 or lanes[index - 1].group != lane.group
            if first and lane.name:
                y += GAP if crowd and index else 0
                text = f"{sizes[lane.group]} × {lane.group}" if crowd else lane.name
                self.labels.append((y + 11, text, lane.inner))
                y += LABEL
            self.top.append(y)
            self.height.append(THIN - 1 if crowd else BAR)
            depth = max((span.depth + 1 for span in seen(picture, lane.below)), default=0)
            y += THIN if crowd else BAR + depth * HOLD + GAP
        self.bottom = y + (GAP if self.thin and self.thin[-1] else 0)


def svg(picture: Picture) -> str:
    """The picture; who cannot see it is told `words`."""
    rows = Rows(picture)
    height = rows.bottom + AXIS
    title = f'<p class="lanes-title">{html.escape(picture.title)}</p>' if picture.title else ""
    parts = [f'{title}<svg class="lanes" height="{height:g}" width="100%" aria-hidden="true">']
    parts += _axis(picture, rows.bottom)
    for index, lane in enumerate(picture.lanes):
        parts += _starts(picture, rows, index, lane)
        parts += _notes(picture, rows, index, lane)
    for index, lane in enumerate(picture.lanes):
        top, size = rows.top[index], rows.height[index]
        parts.append(f'<g class="lane" data-name="{html.escape(lane.name)}">')
        for span in lane.spans:
            parts += _span(picture, span, top, size, not rows.thin[index])
        for span in seen(picture, lane.below) if not rows.thin[index] else ():
            parts += _span(picture, span, top + BAR + span.depth * HOLD + 1, HOLD - 2)
        if lane.cut:
            x = _percent(picture, lane.end)
            parts.append(f'<svg class="cut" x="{x:.2f}%" y="{top + size / 2:g}">{CROSS}</svg>')
        parts.append("</g>")
    for y, text, inner in rows.labels:
        parts.append(f'<text x="{10 if inner else 0}" y="{y:g}">{html.escape(text)}</text>')
    parts.append("</svg>")
    if picture.listed:
        listed = "".join(f"<li>{html.escape(one)}</li>" for one in picture.listed)
        parts.append(f'<ol class="lanes-listed">{listed}</ol>')
    return "".join(parts)


def _percent(picture: Picture, time: float) -> float:
    return 100 * time / picture.length


def _span(picture, span, top, height, text=True) -> Iterator[str]:
    x = _percent(picture, span.begin)
    width = max(LEAST, _percent(picture, span.end) - x)
    known = " ".join(map(str, sorted(set(span.lines))))
    lines = f' data-lines="{known}"' if known else ""
    place = f'x="{x:.2f}%" y="{top:g}" width="{width:.2f}%" height="{height:g}"'
    title = html.escape(told(span))
    kind = "below" if span.state in BELOW else "span"
    state = f"{kind} s-{span.state}" + (" open" if span.open else "")
    yield f'<g class="{state}"{lines}><title>{title}</title><rect {place}/>'
    if span.state in PATTERNS:
        yield f'<rect class="pattern" {place} style="fill:url(#lanes-{span.state})"/>'
    wide, narrow = (fitting(span.texts, width / 100 * plot) for plot in (WIDE, NARROW))
    for chosen, kinds in (
        {wide: " wide", narrow: " narrow"}.items() if wide != narrow else [(wide, "")]
    ):
        if text and chosen:
            yield f'<text class="on{kinds}" x="{x:.2f}%" dx="3" y="{top + height - 3:g}">'
            yield f"{html.escape(chosen)}</text>"
    yield "</g>"


def fitting(texts: Sequence[str], width: float) -> str:
    """The first text that fits into a width in pixels; none if none does."""
    return next((text for text in texts if len(text) * LETTER + 6 <= width), "")


def _starts(picture: Picture, rows: Rows, index: int, lane: Lane) -> Iterator[str]:
    """A line from the lane that started a lane to its begin."""
    if lane.parent is None or rows.thin[index]:
        return
    x = _percent(picture, lane.begin)
    top, bottom = rows.top[lane.parent] + BAR / 2, rows.top[index] + BAR
    if top < bottom:
        yield f'<line class="start" x1="{x:.2f}%" x2="{x:.2f}%" y1="{top:g}" y2="{bottom:g}"/>'


def _notes(picture: Picture, rows: Rows, index: int, lane: Lane) -> Iterator[str]:
    """A line from another lane at a moment, and what happened, above the lane."""
    for note in lane.notes:
        x = _percent(picture, note.when)
        top, bottom = rows.top[note.source], rows.top[index] + BAR
        side = 'end" dx="-4' if x > 60 else 'start" dx="4'
        kind = "note" if note.source != index else "note-own"
        yield f'<line class="{kind}" x1="{x:.2f}%" x2="{x:.2f}%" y1="{top:g}" y2="{bottom:g}"/>'
        yield f'<text x="{x:.2f}%" y="{bottom - BAR - 6:g}" text-anchor="{side}">'
        yield f"{html.escape(note.text)}</text>"


def _axis(picture: Picture, bottom: float) -> Iterator[str]:
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, picture.length)
    inside = [tick for tick in ticks if 0 <= tick <= picture.length * 1.0001]
    for tick in inside:
        x = _percent(picture, tick)
        yield f'<line class="tick" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{bottom + 4:g}"/>'
        anchor = "start" if x < 5 else "end" if x > 93 else "middle"
        end = picture.stopped and x > 80
        if not end:
            text = f"{tick:g}" + (" ms" if tick == inside[-1] or tick == 0 else "")
            yield (
                f'<text class="time" x="{x:.2f}%" y="{bottom + 17:g}" text-anchor="{anchor}">'
                f"{text}</text>"
            )
    if picture.stopped:
        yield (
            f'<text class="time" x="100%" y="{bottom + 17:g}" text-anchor="end">'
            f"{html.escape(picture.stopped)}</text>"
        )


# What tells a state without its colour: tiles of 8 by 8 px. Running is solid, ready is empty.
PATTERNS = {
    "lock": '<path d="M-2 2L2-2M0 8L8 0M6 10L10 6"/>',
    "sleep": '<circle cx="4" cy="4" r="0.7"/>',
    "queue": '<path d="M2 0V8M6 0V8"/>',
    "join": '<path d="M0 2H8M0 6H8"/>',
    "signal": '<circle cx="2" cy="2" r="1.2"/><circle cx="6" cy="6" r="1.2"/>',
    "io": '<path d="M0 0L8 8M0 8L8 0"/>',
    "zombie": '<path d="M1 1L7 7M1 7L7 1"/>',
}


def patterns() -> str:
    """The patterns of the states: once on each page that has pictures."""
    found = "".join(
        f'<pattern id="lanes-{state}" class="p-{state}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse">{shape}</pattern>'
        for state, shape in PATTERNS.items()
    )
    return f'<svg class="lanes-patterns" width="0" height="0" aria-hidden="true">{found}</svg>'


def figure(pictures: Sequence[Picture], label: str, caption: str) -> str:
    """Pictures under each other, their legend, the same in words; `caption` is HTML."""
    drawn = "".join(map(svg, pictures))
    told = "".join(f"<li>{html.escape(one)}</li>" for each in pictures for one in words(each))
    label = f"{html.escape(label)}, told in words below; arrow keys go from bar to bar"
    return (
        f'<figure class="timeline"><div class="timeline-view" role="group" aria-label="{label}">'
        f"{drawn}</div>"
        f'<p class="timeline-told" role="status"></p>{legend(pictures)}'
        f"<details><summary>The picture in words</summary><ul>{told}</ul></details>"
        f"<figcaption>{caption}</figcaption></figure>"
    )


def once(page: str) -> str:
    """What a page with such pictures has once: patterns and script; `page` as in `docs/en`."""
    script = posixpath.relpath(SCRIPT, page.removesuffix(".md"))
    return f'{patterns()}<script src="{script}" defer></script>'


def legend(pictures: Sequence[Picture]) -> str:
    """The states that can be seen in the pictures."""
    used = {
        span.state
        for picture in pictures
        for lane, thin in zip(picture.lanes, Rows(picture).thin, strict=True)
        for span in seen(picture, [*lane.spans, *([] if thin else lane.below)])
    }
    used |= {"run"}  # however short
    keys = [_key(state, text) for state, text in (STATES | BELOW).items() if state in used]
    return f'<ul class="lanes-legend">{"".join(keys)}</ul>'


def _key(state: str, text: str) -> str:
    kind = "below" if state in BELOW else "span"
    box = '<rect width="24" height="12"/>'
    if state in PATTERNS:
        box += f'<rect class="pattern" width="24" height="12" style="fill:url(#lanes-{state})"/>'
    return (
        '<li><svg class="lanes" width="24" height="12" aria-hidden="true">'
        f'<g class="{kind} s-{state}">{box}</g></svg> {text}</li>'
    )


MOST_TOLD = 14  # spans of one lane that are told one by one


def words(picture: Picture) -> list[str]:
    """The same in sentences: one for each lane, or for a crowd of lanes."""
    rows = Rows(picture)
    said, done = [f"{picture.title}:"] if picture.title else [], set()
    for index, lane in enumerate(picture.lanes):
        if rows.thin[index]:
            if lane.group not in done:
                done.add(lane.group)
                crowd = [other for other in picture.lanes if other.group == lane.group]
                said.append(_crowd(crowd))
        else:
            said.append(_one(picture, lane))
    return said


def _one(picture: Picture, lane: Lane) -> str:
    if lane.said:
        return lane.said
    spans = sorted([*lane.spans, *lane.below], key=lambda span: span.begin)
    spans = [span for span in spans if span.state != "run"]
    long = seen(picture, spans)
    listed = [f"{note.text} at {time_text(note.when)}" for note in lane.notes]
    listed += [told(span) for span in long[:MOST_TOLD]]
    if left := len(spans) - len(long[:MOST_TOLD]):
        listed.append(f"and {left} more" if len(long) > MOST_TOLD else f"{left} too short to see")
    cut = ", cut off there" if lane.cut else ""
    life = f"{lane.name}, {time_text(lane.begin)} to {time_text(lane.end)}{cut}"
    return f"{life}: {'; '.join(listed) or 'runs'}."


def _crowd(crowd: Sequence[Lane]) -> str:
    """What many lanes have in common, and how many did it at the same time."""
    parts = []
    for state, name in STATES.items():
        spans = [s for lane in crowd for s in lane.spans if s.state == state]
        if spans and state != "run":
            total = sum(span.end - span.begin for span in spans)
            parts.append(
                f"{name}: {len(spans)} times, {time_text(total / len(spans))} on average, "
                f"at most {at_once(spans)} at the same time"
            )
    first, last = min(lane.begin for lane in crowd), max(lane.end for lane in crowd)
    return (
        f"{len(crowd)} × {crowd[0].group}, {time_text(first)} to {time_text(last)}: "
        f"{'; '.join(parts) or 'run'}."
    )


def at_once(spans: Iterable[Span]) -> int:
    """How many of the spans overlap at most."""
    edges = sorted((edge, step) for s in spans for edge, step in ((s.begin, 1), (s.end, -1)))
    now = most = 0
    for _, step in edges:
        now += step
        most = max(most, now)
    return most
