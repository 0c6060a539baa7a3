"""When a thread is known to have run, and when it is known that it hardly did.

Every event of the recorder holds the time and the processor time of its thread, and is noted while
that thread has the GIL. Between two events of a thread it is known to have run if

1. it used the processor all that time, but for a small part, and
2. where there is a GIL, no other thread of its process noted an event meanwhile.

By 2, two such times of one process never overlap: if they did, an end of one would lie within the
other, and each end is an event. What is not known to be running is told as "ready or running".

Where it used hardly any of a long time, it did not run. The GIL or a core may have been another's;
or it was in a call that waits, and is none of those that are recorded, such as one of a database.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tools.pictures.lanes import Span, State
from tools.pictures.timeline.reading import Event, Key

BUSY = 0.9  # of a time, in which a thread used the processor: it ran
STILL = 0.1  # of a time, in which it used the processor at most: it hardly ran
LONG = 50  # ms: if shorter than this, that is told as "ready or running"
SMALL = 0.1  # percent of the picture: less running than this amid what is not known is not drawn
Times = list[tuple[float, float, State]]


def known(events: Sequence[Event], zero: int, gil: bool) -> dict[Key, Times]:
    """For each thread, from when to when it is known what it did, in milliseconds."""
    found: dict[Key, Times] = defaultdict(list)
    last: dict[Key, Event] = {}
    latest: dict[int, Key] = {}  # who noted the latest event, in each process
    for event in events:
        pid = event["pid"]
        key = (pid, event.get("thread", event["lane"]))
        before = last.get(key)
        alone = not gil or latest.get(pid) == key
        if before is not None and (state := _state(before, event, alone)):
            begin, end = ((one["t"] - zero) / 1e6 for one in (before, event))
            if found[key] and found[key][-1][1:] == (begin, state):
                begin = found[key].pop()[0]
            found[key].append((begin, end, state))
        last[key], latest[pid] = event, key
    return found


def _state(before: Event, after: Event, alone: bool) -> State | None:
    if before.get("cpu") is None or after.get("cpu") is None:
        return None
    used, time = after["cpu"] - before["cpu"], after["t"] - before["t"]
    if alone and used >= BUSY * time:
        return State.RUN
    return State.UNSEEN if time >= LONG * 1e6 and used <= STILL * time else None


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
    inside = [(max(span.begin, b), min(span.end, e), state) for b, e, state in times]
    inside = [(b, e, state) for b, e, state in inside if b < e]
    whole = [one[:2] for one in inside] == [(span.begin, span.end)]
    if not whole:
        inside = [(b, e, state) for b, e, state in inside if e - b >= small]
    edges, at = [], span.begin
    for begin, end, state in inside:
        edges += [(at, begin, State.EITHER), (begin, end, state)]
        at = end
    edges.append((at, span.end, State.EITHER))
    parts = [
        replace(span, begin=begin, end=end, state=state)
        for begin, end, state in edges
        if begin < end
    ]
    return [replace(part, open=span.open and part is parts[-1]) for part in parts]
