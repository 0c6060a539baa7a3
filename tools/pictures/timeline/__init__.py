"""Timelines: who ran, who waited for what, from when to when, in one recorded run of an example.

`recorder/` does the recording, within the program's own processes; `reading` makes lanes of what it
wrote, and `running` finds out where a thread is known to have run. VizTracer, which records calls,
does not see the wait inside `with lock:`, and this is about waits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tools.examples.outcome import SYSTEMS
from tools.examples.snippet import Snippet
from tools.pictures import drawing
from tools.pictures.drawing import Figure
from tools.pictures.kind import Kind
from tools.pictures.lanes import Lane, Picture
from tools.pictures.timeline.reading import Event, Key, Reader
from tools.pictures.timeline.recording import BadTimeline, Recording, recorded
from tools.pictures.timeline.running import Times, known, split
from tools.pictures.timeline.trace import trace

__all__ = ["TIMELINE", "BadTimeline", "Timeline"]
MOST = 1500  # events that are drawn; a page with more cannot be read, nor loaded on a phone
QUIET = 1.6  # times as long as all that happened: then the axis leaves the rest out
TAIL = 0.1  # of the time of all that happened: what is drawn of the quiet time after it
TRACES = "traces"
CALLS = ("enter", "leave")
# What lets a process stand still: nobody in it can note that.
STOPS = re.compile(r"\bSIG(?:STOP|TSTP)\b|[\"']-(?:SIG)?STOP\b|\.suspend\(")


class Axis(StrEnum):
    """How the axis of a picture compares with those of the others on its page."""

    ALONE = "alone"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True)
class Timeline:
    """One recorded run."""

    figure: Figure
    name: str
    """The snippet's."""
    recording: Recording
    axis: Axis = Axis.ALONE

    @property
    def picture(self) -> Picture:
        """Its one picture."""
        return self.figure.pictures[0]

    @property
    def system(self) -> str:
        """On which it was recorded."""
        return SYSTEMS.get(self.recording.platform, self.recording.platform)

    @property
    def drawn(self) -> int | None:
        """How many events are drawn, if not all are."""
        return MOST if len(_drawable(self.recording)) > MOST else None


def facts(snippet: Snippet) -> Timeline:
    """What was recorded of an example. Raises BadSnippet, whatever the example does."""
    if stops := STOPS.search(snippet.source):
        line = snippet.source.count("\n", 0, stops.start()) + 1
        raise BadTimeline(
            f"snippets/{snippet.name}:{line}: {stops[0]}: a process that is stopped would be drawn "
            "as one that is ready or running; show it without .timeline"
        )
    found = recorded(snippet)
    try:
        drawn = picture(found)
    except Exception as error:  # of ours: no example may end a build
        raise BadTimeline(
            f"{snippet.name}: no timeline can be made of its recording ({error!r}); "
            "show it without .timeline, and report that"
        ) from error
    return Timeline(Figure(f"timeline-{snippet.path.stem}", (drawn,)), snippet.name, found)


def _drawable(found: Recording) -> list[Event]:
    """Its events without the calls of functions, which are for the trace."""
    return [event for event in found.events if event["event"] not in CALLS]


def picture(found: Recording) -> Picture:
    """The lanes of a recording, those of the library's own threads and processes left out."""
    drawable = _drawable(found)
    reader, events = Reader(), drawable[:MOST]
    zero, last = events[0]["t"], (events[-1]["t"] - events[0]["t"]) / 1e6
    for event in events:
        reader.read(event, (event["t"] - zero) / 1e6)
    whole = len(events) == len(drawable)
    stopped = found.stopped is not None and whole
    length = max(last, (found.stopped - zero) / 1e6) if stopped else last  # type: ignore[operator]
    shown = _shown(reader)
    goes_on = stopped or not whole
    times = known(
        [event for event in found.events if event["t"] <= events[-1]["t"]], zero, found.gil
    )
    lanes = tuple(_lane(reader, key, shown, length, goes_on, times) for key in shown)
    if len({pid for pid, _ in shown}) > 1:
        lanes = (replace(lanes[0], name="MainProcess"), *lanes[1:])
    return Picture(lanes, length or 1, _jump(last, length) if stopped else None)


def _shown(reader: Reader) -> list[Key]:
    """The lanes that are the program's own, those of a process together, in the order of birth."""
    shown = [
        key
        for key, track in reader.tracks.items()
        if track.of_program or reader.parents.get(key, (None, False))[1]
    ]
    born: dict[int, float] = {}
    for (pid, _), track in reader.tracks.items():
        born[pid] = min(track.begin, born.get(pid, track.begin))
    return sorted(shown, key=lambda key: (born[key[0]], key[1] != 0, reader.tracks[key].begin))


def _lane(
    reader: Reader,
    key: Key,
    shown: Sequence[Key],
    length: float,
    goes_on: bool,
    times: dict[Key, Times],
) -> Lane:
    track = reader.tracks[key]
    end = length if track.end is None else track.end
    parent = reader.parents.get(key, (None,))[0]
    before = shown[: shown.index(key)]
    spans = [going.span(end, goes_on) for going in track.spans]
    spans = split([one for one in spans if one.length > 0], times.get(track.thread, []), length)
    return Lane(
        track.name,
        track.begin,
        end,
        track.kind,
        track.daemon,
        tuple(spans),
        tuple(going.span(end, goes_on) for going in track.below),
        before.index(parent) if parent in before else None,
        track.group,
        cut=track.cut or (track.end is None and not goes_on),
    )


def _jump(last: float, length: float) -> tuple[float, float] | None:
    """What the axis leaves out of the time in which nothing changed until the run was stopped."""
    begin = last * (1 + TAIL) or length / 100
    if length < QUIET * begin:
        return None
    rest = begin * (100 - drawing.AFTER) / drawing.BEFORE  # on the same scale
    return (begin, length - rest) if begin < length - rest else None


def together(found: Sequence[Timeline]) -> list[Timeline]:
    """The timelines of a page over one axis, where they can be compared so."""
    plain = [one for one in found if one.picture.jump is None]
    if len(found) < 2:
        return list(found)
    lengths = [one.picture.length for one in plain]
    axes = dict(zip(map(id, plain), drawing.axes(lengths), strict=True))
    same = len(plain) == len(found) and len(set(axes.values())) == 1
    return [
        replace(
            one,
            figure=replace(
                one.figure, pictures=(one.picture.over(axes.get(id(one), one.picture.length)),)
            ),
            axis=Axis.SAME if same else Axis.OTHER,
        )
        for one in found
    ]


def trace_name(name: str) -> str:
    """Where the site publishes the trace of a snippet."""
    return f"{TRACES}/{name.removesuffix('.py')}.json.gz"


def files(found: Timeline) -> dict[str, bytes]:
    """The trace, to download."""
    return {trace_name(found.name): trace(found.recording.events)}


TIMELINE = Kind(facts, "pictures/timeline/figure.j2", together, files)
