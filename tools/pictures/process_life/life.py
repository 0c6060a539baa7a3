"""The lives of the processes of one run, as facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools import machine
from tools.pictures.lanes import State

OUTSIDE = -1  # the index of a parent that is not of the run
LONG = 100  # ms: a zombie that is there for so long is there in every run
BUSY = 0.3  # of the time: more than this was spent waiting for other programs
TRACKER, SERVER = "multiprocessing.resource_tracker", "multiprocessing.forkserver"
# The letters of the system, proc_pid_stat(5): R is "running or runnable"; all others wait.
STATES = {"R": State.EITHER, "Z": State.ZOMBIE}


@dataclass(frozen=True)
class Process:
    """One process of a run; times in milliseconds since its start."""

    begin: float
    end: float
    states: Sequence[tuple[float, str]]
    """From when on, which letter."""
    parents: Sequence[tuple[float, int]]
    """From when on, the index of which process, or OUTSIDE."""
    command: str
    name: str = ""
    delay: float = 0
    """How long in all it was ready to run, and had to wait for a core."""

    @property
    def spans(self) -> list[tuple[float, float, State]]:
        """Begin, end and state of its times; its end does not wait for the recorder."""
        edges = [*(when for when, _ in self.states[1:]), self.end]
        found = [
            (begin, end, STATES.get(letter, State.SLEEP))
            for (begin, letter), end in zip(self.states, edges, strict=True)
        ]
        if found[-1][2] is State.ZOMBIE and self.parents[-1][1] == OUTSIDE:
            found.pop()
        return found


@dataclass(frozen=True)
class Life:
    """The processes of one run."""

    processes: list[Process]
    output: list[tuple[float, str]]
    """When the program printed which line."""
    python: str

    @classmethod
    def of(cls, found: Mapping) -> "Life":
        """What `asdict` or JSON has made of one."""
        return cls(**{**found, "processes": [Process(**one) for one in found["processes"]]})

    @property
    def adopted(self) -> bool:
        """Did a process of the program get a parent that is not of the run?"""
        later = [parent for one in self.processes if one.name for _, parent in one.parents[1:]]
        return OUTSIDE in later

    @property
    def parents(self) -> dict[str, list[int]]:
        """Whose child each process of the program was, one after the other."""
        return {one.name: [who for _, who in one.parents] for one in self.processes if one.name}

    def zombies(self, least: float = 0) -> set[str]:
        """Which processes were zombies, for at least so many milliseconds."""
        return {
            one.name
            for one in self.processes
            for begin, end, state in one.spans
            if state is State.ZOMBIE and end - begin >= least
        }

    def waited(self, cores: int) -> float:
        """Which part of the time in which they could run its processes waited for other programs.

        With more of them ready than there are cores, they wait for each other.
        """
        edges = [
            (when, step)
            for one in self.processes
            for begin, end, state in one.spans
            if state is State.EITHER
            for when, step in ((begin, 1), (end, -1))
        ]
        could = own = ready = last = 0.0
        for when, step in sorted(edges):
            could += ready * (when - last)
            own += max(0, ready - cores) * (when - last)
            ready, last = ready + step, when
        delay = sum(one.delay for one in self.processes)
        return max(0.0, delay - own) / could if could else 0.0


def helper(process: Process, life: Life) -> bool:
    """Is it one of multiprocessing's own? A child of the fork server is not."""
    if TRACKER in process.command:
        return True
    parent = process.parents[0][1]
    of_server = parent != OUTSIDE and SERVER in life.processes[parent].command
    return SERVER in process.command and not of_server


def quiet(found: Life | Mapping) -> bool:
    """Did other programs leave the cores to the recorded one?"""
    life = found if isinstance(found, Life) else Life.of(found)
    return life.waited(machine.usable_cores()) <= BUSY


def alike(known: Mapping[str, Life], fresh: Mapping[str, Life]) -> bool:
    """Do recordings tell the same? A zombie that was there for long is seen in each, be it once."""
    return known.keys() == fresh.keys() and all(
        [*_named(life).items()] == [*_named(fresh[given]).items()]
        and life.zombies(LONG) <= fresh[given].zombies()
        for given, life in known.items()
    )


def _named(life: Life) -> dict[str, list[str | None]]:
    """The parents by name; their numbers differ where helpers came in another order."""
    names = {number: one.name for number, one in enumerate(life.processes)}
    return {name: [names.get(who) for who in found] for name, found in life.parents.items()}
