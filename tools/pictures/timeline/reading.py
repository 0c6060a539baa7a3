"""Make lanes of the events that the recorder wrote, one after the other.

Nothing of an event is taken for granted: a process may have been ended between any two of them, and
the last ones may be missing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tools.pictures.lanes import Detail, LaneKind, Meanwhile, Span, State

LATE = 5  # ms: who goes on later than this after its time was up had to wait for its turn
Event = dict[str, Any]
Key = tuple[int, Any]
"""A process, and a thread or a task of it."""


@dataclass
class Going:
    """A span while it goes on."""

    begin: float
    state: State | Meanwhile
    what: str = ""
    detail: Detail = Detail.NONE
    owners: tuple[str, ...] = ()
    lines: set[int] = field(default_factory=set)
    depth: int = 0
    end: float | None = None

    def span(self, end: float, open: bool) -> Span:
        """As a fact; `end` is when the picture ends, `open` is it if it had not ended then."""
        return Span(
            self.begin,
            end if self.end is None else min(end, self.end),
            self.state,
            self.what,
            self.detail,
            self.owners,
            tuple(sorted(self.lines)),
            self.depth,
            open and self.end is None,
        )


class Track:
    """One lane while its events are read: it is always in one state."""

    def __init__(self, name: str, now: float, thread: Key, kind: LaneKind = LaneKind.THREAD):
        """It begins, and runs."""
        self.name, self.kind, self.begin, self.thread = name, kind, now, thread
        self.daemon = self.of_program = self.cut = False
        self.end: float | None = None
        self.group = ""
        self.spans = [Going(now, State.RUN)]
        self.below: list[Going] = []
        self.due: float | None = None
        """For one that waits for so long at most: when its time is up."""

    @property
    def now(self) -> Going:
        """What it is doing."""
        return self.spans[-1]

    def go(self, now: float, next_one: Going) -> None:
        """End the present state, begin another."""
        if self.now.end is None:
            self.now.end = now
        self.spans.append(next_one)

    def late(self, now: float, detail: Detail) -> None:
        """Its wait is over: if its time was up long before, it has only been ready since then."""
        if self.due and now - self.due > LATE:
            ready = Going(self.due, State.READY, detail=detail, lines=set(self.now.lines))
            self.go(self.due, ready)
        self.due = None

    def meanwhile(self, going: Going, line: int) -> Going:
        """Begin what goes on below the states."""
        going.depth = sum(other.end is None for other in self.below)
        going.lines = {line} if line else set()
        self.below.append(going)
        return going

    def stop(self, now: float, cut: bool = False) -> None:
        """Nothing comes after this; `cut` if it did not end by itself."""
        if self.end is not None:
            return
        for going in [self.now, *self.below]:
            going.end = now if going.end is None else going.end
        self.end, self.cut = now, cut


class Reader:
    """Makes tracks of events; each kind of event has a method of its name."""

    def __init__(self):
        """Nothing is read yet."""
        self.tracks: dict[Key, Track] = {}
        self.parents: dict[Key, tuple[Key, bool]] = {}
        """Who started it, and whether the program itself did, not a library for it."""
        self.holders: dict[str, list[tuple[Track, Going]]] = defaultdict(list)

    def read(self, event: Event, now: float) -> None:
        """Take one event in; `now` is its time in milliseconds since the first."""
        key = (event["pid"], event.get("task", event["lane"]))
        track = self.tracks.get(key)
        line = event.get("line") or 0
        if track and line:
            track.of_program = True
            if event["event"] != "await":
                track.now.lines.add(line)
        if track is not None and track.end is not None and event["event"] != "begin":
            return  # it is known to be over: this comes from its last moments
        handler = getattr(self, f"on_{event['event']}", None)
        if handler and (track or event["event"] in ("born", "start", "begin")):
            handler(key, track, event, now, line)  # else it is a thread of C's

    def on_born(self, key, track, event, now, line):
        """A process."""
        first = not self.tracks
        if track is None:  # else its parent knew of it already
            name = "MainThread" if first else str(event["pid"])
            kind = LaneKind.THREAD if first else LaneKind.PROCESS
            track = self.tracks[key] = Track(name, now, key, kind)
        track.of_program = track.of_program or first

    def on_start(self, key, track, event, now, line):
        """Somebody starts a thread, a process or a task."""
        child = (event.get("of", key[0]), event["child"])
        self.parents[child] = key, bool(event.get("direct"))
        if "of" in event:  # a process, which may be ended before it can say anything
            pid = str(event["of"])
            started = self.tracks.setdefault(child, Track(pid, now, child, LaneKind.PROCESS))
            if started.name == pid:  # no better name is known yet
                started.name = event.get("name") or pid
            started.daemon = started.daemon or bool(event.get("daemon"))

    def on_begin(self, key, track, event, now, line):
        """A thread, a process or a task: its name."""
        kind = LaneKind(event["kind"])
        if track is None:
            track = self.tracks[key] = Track(event["name"], now, key)
        track.name, track.daemon, track.kind = event["name"], bool(event["daemon"]), kind
        track.group = _group(event["name"])
        track.now.lines |= {line} if line else set()
        if kind is LaneKind.TASK:
            track.thread = (key[0], event.get("thread", 0))
            track.go(now, Going(now, State.READY, detail=Detail.FIRST_TURN))

    def on_wait(self, key, track, event, now, line):
        """It waits."""
        taken = self.holders[event["key"]] if "key" in event else []
        owners = tuple(dict.fromkeys(owner.name for owner, _ in taken))
        self._waits(track, event, now, line, owners)

    def on_await(self, key, track, event, now, line):
        """A task is suspended."""
        track.of_program = True
        self._waits(track, event, now, line, ())

    def _waits(self, track, event, now, line, owners):
        detail = Detail(event.get("detail") or "")
        lines = {line} if line else set()
        what = event.get("what") or ""
        track.go(now, Going(now, State(event["state"]), what, detail, owners, lines))
        track.due = now + event["due"] if event.get("due") else None

    def on_go(self, key, track, event, now, line):
        """It runs again."""
        track.late(now, Detail.NONE)  # another thread may have the GIL, or the core
        track.go(now, Going(now, State.RUN))

    def on_run(self, key, track, event, now, line):
        """A task has its turn."""
        track.late(now, Detail.LATE)
        track.go(now, Going(now, State.RUN))

    def on_call(self, key, track, event, now, line):
        """A worker of a pool begins a call."""
        track.of_program = True
        track.go(now, Going(now, State.RUN, lines={line} if line else set()))
        track.meanwhile(Going(now, Meanwhile.CALL, event.get("what") or ""), line)

    def on_return(self, key, track, event, now, line):
        """The call is over."""
        for going in track.below[::-1]:
            if going.state is Meanwhile.CALL and going.end is None:
                going.end = now
                break
        track.go(now, Going(now, State.RUN))

    def on_hold(self, key, track, event, now, line):
        """It has taken a lock or a permit."""
        taken = self.holders[str(event.get("key"))]
        mine = any(owner is track for owner, _ in taken)
        detail = Detail.AGAIN if mine else Detail.NONE
        held = Going(now, Meanwhile.HELD, event.get("what") or "", detail)
        taken.append((track, track.meanwhile(held, line)))

    def on_free(self, key, track, event, now, line):
        """It has given it back; a permit may be given back for another."""
        taken = self.holders[str(event.get("key"))]
        mine = [pair for pair in taken if pair[0] is track] or list(taken)
        for pair in mine if event.get("all") else mine[-1:]:
            taken.remove(pair)
            pair[1].end = now

    def on_gone(self, key, track, event, now, line):
        """A child process is found to have ended, or is ended."""
        if child := self.tracks.get((event["of"], 0)):
            self._over(event["of"], child, now, cut=child.end is None)

    def on_end(self, key, track, event, now, line):
        """It ends; the end of a process's first thread ends the whole process."""
        self._over(key[0], track, now, cut=False)

    def _over(self, pid: int, track: Track, now: float, cut: bool) -> None:
        track.stop(now, cut)
        if track is self.tracks.get((pid, 0)):
            for (other, _), each in self.tracks.items():
                if other == pid:
                    each.stop(now, cut=True)


def _group(name: str) -> str:
    """What names have in common: `cook` of `Thread-1 (cook)`, `visit()` of `visit(3)`."""
    target = re.fullmatch(r"Thread-\d+ \((.*)\)", name)
    return target[1] if target else re.sub(r"\(.*\)|[-_ ]*\d+$", "", name)
