"""When a thread is known to have run.

Every event of the recorder holds the time and the processor time of its thread, and is noted while
that thread has the GIL. Between two events of a thread it is known to have run if

1. it used the processor all that time, but for a small part, and
2. where there is a GIL, no other thread of its process noted an event meanwhile.

By 2, two such times of one process never overlap: if they did, an end of one would lie within the
other, and each end is an event. What is not known to be running is told as "ready or running".
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tools.pictures.lanes import Span, State
from tools.pictures.timeline.reading import Event, Key

BUSY = 0.9  # of a time, in which a thread used the processor: it ran
SMALL = 0.1  # percent of the picture: less running than this amid what is not known is not drawn
Times = list[tuple[float, float]]


def known(events: Sequence[Event], zero: int, gil: bool) -> dict[Key, Times]:
    """For each thread, from when to when it is known to have run, in milliseconds."""
    found: dict[Key, Times] = defaultdict(list)
    last: dict[Key, Event] = {}
    latest: dict[int, Key] = {}  # who noted the latest event, in each process
    for event in events:
        pid = event["pid"]
        key = (pid, event.get("thread", event["lane"]))
        before = last.get(key)
        alone = not gil or latest.get(pid) == key
        if before is not None and alone and _busy(before, event):
            begin, end = ((one["t"] - zero) / 1e6 for one in (before, event))
            if found[key] and found[key][-1][1] == begin:
                begin = found[key].pop()[0]
            found[key].append((begin, end))
        last[key], latest[pid] = event, key
    return found


def _busy(before: Event, after: Event) -> bool:
    if before.get("cpu") is None or after.get("cpu") is None:
        return False
    return after["cpu"] - before["cpu"] >= BUSY * (after["t"] - before["t"])


def split(spans: Iterable[Span], times: Times, length: float) -> list[Span]:
    """Spans in which a thread was not seen to wait, as what is known of each part of them."""
    found: list[Span] = []
    for span in spans:
        if span.state is State.RUN:
            found += _parts(span, times, length * SMALL / 100)
        else:
            found.append(span)
    return found


def _parts(span: Span, times: Times, small: float) -> list[Span]:
    inside = [(max(span.begin, b), min(span.end, e)) for b, e in times]
    inside = [(b, e) for b, e in inside if b < e]
    whole = inside == [(span.begin, span.end)]
    edges, at = [], span.begin
    for begin, end in inside if whole else [(b, e) for b, e in inside if e - b >= small]:
        edges += [(at, begin, State.EITHER), (begin, end, State.RUN)]
        at = end
    edges.append((at, span.end, State.EITHER))
    parts = [
        replace(span, begin=begin, end=end, state=state)
        for begin, end, state in edges
        if begin < end
    ]
    return [replace(part, open=span.open and part is parts[-1]) for part in parts]
