"""What is found out about the interleavings of a program; how it is told stands in templates."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Why(StrEnum):
    """Why a program is refused: what cannot be treated faithfully."""

    SYNTAX = auto()
    NO_MODULE = auto()
    NO_NAME = auto()
    NO_METHOD = auto()
    NO_OPTION = auto()
    OUTSIDE = auto()
    """It depends on more than the interleaving: files, input, addresses."""
    FINALIZER = auto()
    COROUTINE = auto()
    MODULE_CHANGED = auto()
    SUBCLASS = auto()
    UNSEEDED = auto()
    CLOCK = auto()
    STREAM = auto()
    IDENTIFIER = auto()
    """A thread has ended, and a later one may have its identifier, and with it its RLock."""
    GONE_THROUGH = auto()
    """A line goes through what another thread may meanwhile make larger or smaller."""
    TOO_MANY_THREADS = auto()
    TOO_MANY_STATES = auto()
    TOO_LONG = auto()
    """It has too many states, and no two interleavings could be told yet."""
    NO_END = auto()
    """A thread goes round and round without a step, or with ever new values."""
    NOT_THE_SAME_TWICE = auto()
    NOT_RUN = auto()
    """The explorer itself failed."""


@dataclass(frozen=True)
class Refusal:
    """That a program is refused, where and why."""

    file: str
    """Its path below `snippets/`."""
    line: int
    why: Why
    what: str = ""
    """What is meant, as the program names it."""
    number: int = 0
    """How many there are, of what are too many."""


class Refused(ValueError):
    """A program that cannot be treated faithfully."""

    def __init__(self, refusal: Refusal):
        self.refusal = refusal
        super().__init__(f"{refusal.file}:{refusal.line}: {refusal.why} {refusal.what}".rstrip())


class Note(StrEnum):
    """What happened in a step, beside what its line says."""

    NO_LOCK = auto()
    TIMES_OUT = auto()
    NO_PLACE = auto()
    EMPTY = auto()
    FULL = auto()
    WAKES = auto()
    ENTERS = auto()
    """It begins to wait, having read what the line says."""


class How(StrEnum):
    """How a thread stands in a state."""

    NEW = auto()
    """Not started yet."""
    READY = auto()
    """Its next step is its line."""
    LEAVING = auto()
    """Its next step is the end of the `with` in its line."""
    GOES_ON = auto()
    """It stands inside its line, and can go on."""
    MAY_TIME_OUT = auto()
    """It waits, and its time may be up."""
    ENDING = auto()
    """Its next step is its end."""
    WAITS = auto()
    DONE = auto()
    FAILED = auto()
    """An exception ended it."""


class Kind(StrEnum):
    """What can be said of a way to end."""

    DEADLOCK = auto()
    """Threads wait for ever."""
    LIVELOCK = auto()
    """Threads go round for ever, and nothing that could happen yet would end it."""
    ERROR = auto()
    """An exception ended a thread."""
    END = auto()


class Verdict(StrEnum):
    """What an ending is to a reader."""

    DEADLOCK = auto()
    LIVELOCK = auto()
    ERROR = auto()
    RACE = auto()
    """Only interruptions lead to it: shared values show that threads came between each other."""
    WRONG = auto()
    """The program is broken on purpose, and ends so without any interruption too."""
    SOUND = auto()


@dataclass(frozen=True)
class Named:
    """A lock, a queue and so on that a name of the program leads to."""

    name: str


@dataclass(frozen=True)
class Nameless:
    """One that none leads to: all that a reader can be told of it is its kind."""

    kind: str


@dataclass(frozen=True)
class EndOf:
    """The end of a thread."""

    thread: int


Awaited = Named | Nameless | EndOf
"""What a thread waits for."""


@dataclass(frozen=True)
class Standing:
    """How a thread stands in a state."""

    name: str
    how: How
    line: int
    values: dict[str, str]
    """The plain data of its own names."""
    error: str | None = None
    """The exception that ends it, or has ended it."""
    awaited: Awaited | None = None
    """Of one that waits."""

    def __post_init__(self):
        if (self.awaited is not None) != (self.how is How.WAITS):
            raise ValueError(f"{self.how}, and waits for {self.awaited}")
        if self.how is not How.ENDING and (self.error is not None) != (self.how is How.FAILED):
            raise ValueError(f"{self.how}, and its error is {self.error}")

    @property
    def done(self) -> bool:
        """Has it ended?"""
        return self.how in (How.DONE, How.FAILED)


class Holding(StrEnum):
    """How a lock, a queue and so on is."""

    FREE = auto()
    HELD = auto()
    PLACES = auto()
    SET = auto()
    UNSET = auto()
    GATHERED = auto()
    BROKEN = auto()
    ITEMS = auto()
    TASKS = auto()
    OTHER = auto()


TELLS = {
    Holding.HELD: {"owner", "amount"},
    Holding.PLACES: {"amount"},
    Holding.GATHERED: {"amount", "of"},
    Holding.BROKEN: {"amount", "of"},
    Holding.ITEMS: {"text"},
    Holding.TASKS: {"amount"},
    Holding.OTHER: {"text"},
}
"""What can be told of a thing that is so, beside who stands in it; of all others nothing."""


@dataclass(frozen=True)
class Thing:
    """A lock, a queue and so on, in a state."""

    kind: str
    how: Holding
    owner: int | None = None
    amount: int = 0
    """How often it is held; how many places, threads or tasks there are."""
    of: int = 0
    """How many threads a barrier gathers."""
    text: str = ""
    """What is in a queue."""
    inside: tuple[int, ...] = ()
    """The threads that stand in it."""

    def __post_init__(self):
        if (self.owner is not None) != (self.how is Holding.HELD):
            raise ValueError(f"{self.how}, and its owner is {self.owner}")
        told = {name for name in ("amount", "of", "text") if getattr(self, name)}
        if said := told - TELLS.get(self.how, set()):
            raise ValueError(f"{self.how}, and it has {', '.join(sorted(said))}")


@dataclass(frozen=True)
class Step:
    """A step from one state to another."""

    to: int
    note: Note | None = None
    threads: tuple[int, ...] = ()
    """Whom it wakes."""


@dataclass(frozen=True)
class State:
    """What there is after some steps."""

    threads: tuple[Standing, ...]
    values: dict[str, str]
    things: dict[str, Thing]
    out: str
    may_end: bool
    """Is there no thread left that the program waits for?"""
    steps: dict[str, Step]
    """By move: `2`, or `2b` where the step of thread 2 has a choice and takes the second one."""


@dataclass(frozen=True)
class Ending:
    """A way to end: all states that come to the same."""

    kind: Kind
    states: tuple[int, ...]
    interleavings: int | None
    """How many interleavings end so; None: without end, a thread can go round in a loop."""
    in_turn: bool
    """Is there one in which no thread is interrupted while it can go on?"""
    shortest: tuple[str, ...]
    """The moves of the shortest interleaving that ends so."""

    @property
    def is_bad(self) -> bool:
        """Is it no end, an error, or what only interruptions bring about?"""
        return self.kind != Kind.END or not self.in_turn

    def verdict(self, is_broken: bool) -> Verdict:
        """What it is to a reader of a program, which may be broken on purpose."""
        if self.kind is not Kind.END:
            return Verdict(self.kind.value)
        if not self.in_turn:
            return Verdict.RACE
        return Verdict.WRONG if is_broken else Verdict.SOUND


@dataclass(frozen=True)
class Exploration:
    """All interleavings of a program."""

    states: tuple[State, ...]
    endings: tuple[Ending, ...]
    """The bad ones first."""

    @property
    def count(self) -> int | None:
        """How many interleavings there are; None is without end."""
        counts = [one.interleavings for one in self.endings if one.interleavings is not None]
        return sum(counts) if len(counts) == len(self.endings) else None


def thread_of(move: str) -> int:
    """The thread that a move is a step of."""
    return int(move[0])
