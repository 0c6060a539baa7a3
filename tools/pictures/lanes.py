"""Who did what when, as facts: a lane for each thread, process or task over one axis of time.

There are no words here: a lane and a span hold what the program itself calls things, and enums.
How they are told stands in `lanes.j2`, where they are drawn in `drawing.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class State(StrEnum):
    """What a lane may be in, in the order of the legend; each has a look of its own."""

    RUN = "run"
    """It is known that it ran: by its processor time, and by who had the GIL."""
    EITHER = "either"
    """It ran, or was ready to: it was not seen to wait, nor is it known to have run."""
    UNSEEN = "unseen"
    """It hardly ran: it was ready to for long, or waited for what the recorder does not see."""
    READY = "ready"
    """It could have run, and did not."""
    LOCK = "lock"
    SLEEP = "sleep"
    QUEUE = "queue"
    JOIN = "join"
    SIGNAL = "signal"
    IO = "io"
    ZOMBIE = "zombie"


class Meanwhile(StrEnum):
    """What goes on below a lane, whatever its state."""

    HELD = "held"
    CALL = "call"


class Detail(StrEnum):
    """What a span is about that has no name in the program."""

    NONE = ""
    AGAIN = "again"
    """A lock that its holder takes once more."""
    CHILD = "child"
    EVENT = "event"
    FIRST_TURN = "first turn"
    LATE = "late"
    """A task whose time is up while another one has the thread."""
    PROGRAM = "program"
    RESULT = "result"
    RESULTS = "results"
    TASKS = "tasks"
    THREADS = "threads"


class LaneKind(StrEnum):
    """What a lane is of."""

    THREAD = "thread"
    PROCESS = "process"
    NAMED = "named process"
    """What it is called are words of its chapter, not of its program."""
    TASK = "task"
    WORKER = "worker"
    """One of several that do the same, known by its number."""
    FORK_SERVER = "fork server"
    ADOPTER = "adopter"
    """What takes in the orphans of a run."""
    OUTPUT = "output"
    """What the program printed."""


@dataclass(frozen=True)
class Span:
    """One state of a lane; times in milliseconds since the start."""

    begin: float
    end: float
    state: State | Meanwhile
    what: str = ""
    """What the program calls the thing: a lock, a queue, a call, a thread."""
    detail: Detail = Detail.NONE
    owners: tuple[str, ...] = ()
    """Who held the lock that it waits for."""
    lines: tuple[int, ...] = ()
    """The lines of the program that it belongs to."""
    depth: int = 0
    """For what is drawn below the lane: how many are above it."""
    open: bool = False
    """It had not ended when the recording did."""

    @property
    def length(self) -> float:
        """How long it lasted, in milliseconds."""
        return self.end - self.begin


@dataclass(frozen=True)
class Note:
    """What happened to a lane at a moment, in milliseconds."""

    when: float
    source: int
    """The index of the lane that did it, be it its own."""
    numbers: tuple[int, ...] = ()
    """Which lines were printed; none where it is about a new parent."""


@dataclass(frozen=True)
class Lane:
    """A thread, a process or a task."""

    name: str
    begin: float
    end: float
    kind: LaneKind = LaneKind.THREAD
    daemon: bool = False
    spans: tuple[Span, ...] = ()
    below: tuple[Span, ...] = ()
    """What goes on meanwhile: locks that are held, a call of a pool."""
    parent: int | None = None
    """The index of the lane that started it."""
    group: str = ""
    """Lanes of one group may be drawn as a crowd."""
    cut: bool = False
    """It did not end by itself: its process ended, or was stopped."""
    notes: tuple[Note, ...] = ()
    """What happened to it at certain moments."""

    def of(self, state: State) -> list[Span]:
        """Its spans of one state."""
        return [span for span in self.spans if span.state is state]


@dataclass(frozen=True)
class Picture:
    """All lanes of one recording; `length` in milliseconds."""

    lanes: tuple[Lane, ...]
    length: float
    jump: tuple[float, float] | None = None
    """From when to when the axis leaves out that nothing changes."""

    def over(self, length: float) -> "Picture":
        """The same over a longer axis."""
        return replace(self, length=length)


def at_once(spans: Iterable[Span]) -> int:
    """How many of the spans overlap at most; one that follows another does not."""
    edges = sorted((edge, step) for s in spans for edge, step in ((s.begin, 1), (s.end, -1)))
    now = most = 0
    for _, step in edges:
        now += step
        most = max(most, now)
    return most
