"""All of a recording in the format of Chrome's traces, which Perfetto opens.

https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
"""

from collections import Counter
from collections.abc import Sequence

from tools import cache
from tools.pictures.timeline.reading import Event, Key

# What each event of the recorder is in Chrome's format: begin or end of a slice, or of one that
# may overlap others (a lock that is held); else an instant.
PHASES = {"wait": "B", "go": "E", "run": "B", "await": "E", "call": "B", "return": "E"}
PHASES |= {"hold": "b", "free": "e", "enter": "B", "leave": "E"}
FIRST_TASK = 10_000_000  # above the numbers that systems give to threads


def trace(events: Sequence[Event]) -> bytes:
    """The trace, packed."""
    traced: list[Event] = []
    tids: dict[Key, int] = {}
    depths: Counter[int] = Counter()
    for number, event in enumerate(events):
        key = (event["pid"], event.get("task", event["lane"]))
        if event["event"] == "born":
            tids[key] = event["pid"]
        elif event["event"] == "begin":
            tid = event.get("native") or (FIRST_TASK + number if "task" in event else key[0])
            tids[key] = tid
            kind = "process_name" if event["kind"] == "process" else "thread_name"
            facts = {"name": kind, "args": {"name": event["name"]}}
            traced.append({"ph": "M", "pid": key[0], "tid": tid, **facts})
        elif key in tids:
            one = _traced(event, key[0], tids[key])
            step = {"B": 1, "E": -1}.get(one["ph"], 0)
            if depths[one["tid"]] + step >= 0:  # a forked child leaves what its parent has entered
                depths[one["tid"]] += step
                traced.append(one)
    return cache.packed({"traceEvents": traced})


def _traced(event: Event, pid: int, tid: int) -> Event:
    """An event of the recorder in Chrome's format."""
    kind = event["event"]
    phase = "E" if kind == "end" and "task" in event else PHASES.get(kind, "i")
    names = {"wait": event.get("state"), "run": "turn", "hold": "held", "free": "held"}
    names |= dict.fromkeys(("call", "enter", "leave"), event.get("what"))
    traced = {
        "ph": phase,
        "name": names.get(kind) or kind,
        "cat": "recorder",
        "pid": pid,
        "tid": tid,
        "ts": event["t"] / 1000,
        "args": {name: event[name] for name in ("what", "line", "state") if event.get(name)},
    }
    return traced | ({"id": str(event.get("key"))} if phase in "be" else {})
