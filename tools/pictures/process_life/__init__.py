"""Draw the lives of processes: what the operating system said of each, and who its parent was.

The program runs unchanged; meanwhile /proc is read about once a millisecond, on Linux. Elsewhere
that recording is drawn which `pytest --record` has left beside the program, in `NAME.life.json`.
"""

import contextlib
import hashlib
import html
import json
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from tools import cache as kept
from tools import interpreters, machine
from tools.examples import outcome as outcomes
from tools.examples import recording, runner
from tools.examples.judge import problems
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import write_whole
from tools.interpreters import Interpreter
from tools.pictures import lanes
from tools.pictures.lanes import Lane, Note, Picture, Span

SYSTEM = "linux"
PAUSE = 0.0005  # seconds between two looks
OUTSIDE = -1  # the index of a parent that is not of the run
LONG = 100  # ms: a zombie that is there for so long is there in every run
TOGETHER = 0.05  # of the length: lines that are printed within this have one place
BUSY = 0.3  # of the time: more than this was spent waiting for other programs
ADOPTER = "outside: the recorder, a subreaper"
TRACKER, SERVER = "multiprocessing.resource_tracker", "multiprocessing.forkserver"
# The letters of the system: proc_pid_stat(5).
STATES = {"R": "run", "Z": "zombie"}
WORDS = {
    "run": "running, or ready to run",
    "sleep": "sleeping: waits for something",
    "zombie": "zombie: ended, and not yet waited for",
}


class BadLife(BadSnippet):
    """The lives of an example cannot be shown; the message says which and why."""


@dataclass
class Process:
    """One process of a run; times in milliseconds since its start."""

    begin: float
    end: float
    states: list[tuple[float, str]]
    """From when on, which letter."""
    parents: list[tuple[float, int]]
    """From when on, the index of which process, or OUTSIDE."""
    command: str
    name: str = ""
    delay: float = 0
    """How long in all it was ready to run, and had to wait for a core."""


@dataclass
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


@dataclass
class Watch:
    """Looks at all new processes below this one, in a thread."""

    stop: threading.Event = field(default_factory=threading.Event)
    pids: dict[int, int] = field(default_factory=dict)
    """The index of each process."""
    processes: list[Process] = field(default_factory=list)
    output: list[tuple[float, str]] = field(default_factory=list)
    ignored: set[int] = field(default_factory=set)
    began: float | None = None
    file: int | None = None
    """The standard output of the first process."""
    rest: bytes = b""
    """The line that it has begun."""

    def __enter__(self) -> "Watch":
        """Look from now on."""
        self.ignored |= set(_pids())
        self.thread = threading.Thread(target=self.look_on)
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        """Look no more."""
        self.stop.set()
        self.thread.join()
        if self.file is not None:
            os.close(self.file)

    def look_on(self) -> None:
        """Look, again and again."""
        while not self.stop.wait(PAUSE):
            self.look()

    def look(self) -> None:
        """Note what has changed."""
        now = time.perf_counter() * 1000
        for pid in _pids():
            if pid in self.ignored:
                continue
            with contextlib.suppress(OSError):
                state, parent = _stat(pid)
                if parent != os.getpid() and parent not in self.pids:
                    self.ignored.add(pid)
                    continue
                self.began = self.began or now
                self.note(pid, round(now - self.began, 1), state, self.pids.get(parent, OUTSIDE))
        self.follow(now)

    def note(self, pid: int, now: float, state: str, parent: int) -> None:
        """Note one process."""
        if pid not in self.pids:
            self.pids[pid] = len(self.processes)
            self.processes.append(Process(now, now, [], [], ""))
        process = self.processes[self.pids[pid]]
        process.end = now
        letter = state if state in STATES else "S"
        if not process.states or process.states[-1][1] != letter:
            process.states.append((now, letter))
        if not process.parents or process.parents[-1][1] != parent:
            process.parents.append((now, parent))
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace")
            process.command = command.replace("\0", " ").strip() or process.command
            _, delay, _ = Path(f"/proc/{pid}/schedstat").read_text("ascii").split()
            process.delay = int(delay) / 1e6

    def follow(self, now: float) -> None:
        """Note what the first process has printed."""
        if self.file is None and self.pids:
            with contextlib.suppress(OSError):
                path = f"/proc/{next(iter(self.pids))}/fd/1"
                if os.readlink(path).endswith("/stdout"):  # before, it is still ours
                    self.file = os.open(path, os.O_RDONLY)
        if self.file is not None:
            *lines, self.rest = (self.rest + os.read(self.file, 1_000_000)).split(b"\n")
            when = round(now - self.began, 1)
            self.output += [(when, line.decode("utf-8", "backslashreplace")) for line in lines]


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _stat(pid: int) -> tuple[str, int]:
    """A process's state and its parent; its own name may hold anything, and ends with `)`."""
    text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    state, parent = text.rpartition(")")[2].split()[:2]
    return state, int(parent)


def record(snippet: Snippet, python: Interpreter, given: str = "") -> Life:
    """Run an example and watch it; `given` are its arguments. Raises BadLife."""
    outcome = outcomes.outcome_of(snippet)
    outcome = replace(outcome, arguments=tuple(given.split()))
    names = outcome.lives[given]
    for _ in range(kept.ATTEMPTS):  # on a busy machine a short life may pass unseen
        with Watch() as watch:
            arguments = outcome.arguments
            run = runner.run(snippet.path, python, outcome.limit, arguments, development=False)
        recorded = run if given else recording.recorded_run(snippet)
        wrong = problems(snippet, run, outcome, recorded)
        named = [one for one in watch.processes if not _helper(one, watch.processes)]
        if wrong:
            break
        if len(named) == len(names):
            for one, name in zip(named, names, strict=True):
                one.name = name
            return Life(watch.processes, watch.output, str(python))
        wrong = [f"it had {len(named)} processes; outcomes.py names {', '.join(names)}"]
    raise BadLife(
        f"{snippet.name} {given}".rstrip() + f", recorded for its life: {'; '.join(wrong)}"
    )


def _helper(process: Process, processes: Sequence[Process]) -> bool:
    """Is it one of multiprocessing's own? A child of the fork server is not."""
    if TRACKER in process.command:
        return True
    parent = process.parents[0][1]
    of_server = parent != OUTSIDE and SERVER in processes[parent].command
    return SERVER in process.command and not of_server


def recordings(snippet: Snippet) -> dict[str, Life]:
    """A recording for each of the arguments that outcomes.py states. Raises BadLife."""
    stated = outcomes.outcome_of(snippet).lives
    if not stated:
        raise BadLife(f"{snippet.name}: name its processes in outcomes.py, with lives=")
    if sys.platform != SYSTEM:
        return stored(snippet)
    python = interpreters.newest() or interpreters.running()
    own = Path(__file__).read_text("utf-8")
    found = {}
    for given, names in stated.items():
        key = kept.key_of(snippet.source, own, python, given, *names)
        kind = f"life.{given}" if given else "life"
        make = partial(record, snippet, python, given)
        found[given] = Life.of(
            kept.kept(snippet.name, kind, key, lambda m=make: asdict(m()), quiet)
        )
    return found


def file(snippet: Snippet) -> Path:
    """Where the stored recording of a snippet is."""
    return snippet.path.with_suffix(".life.json")


def digest(snippet: Snippet) -> str:
    """Which text of a program a stored recording is of."""
    return hashlib.sha256(snippet.source.encode()).hexdigest()[:16]


def stored(snippet: Snippet) -> dict[str, Life]:
    """The stored recordings of a snippet. Raises BadLife if there is none of its present text."""
    try:
        found = json.loads(file(snippet).read_text("utf-8"))
        if found.pop("source") == digest(snippet):
            return {given: Life.of(life) for given, life in found.items()}
    except (OSError, ValueError, LookupError, TypeError):
        pass
    raise BadLife(
        f"{snippet.name}: {file(snippet).name} is missing or of another text of the program; "
        f"run on Linux: pytest docs -k {snippet.path.stem} --record"
    )


def store(snippet: Snippet, python: Interpreter) -> None:
    """Store fresh recordings, where there are to be any, unless those stored tell the same."""
    if sys.platform != SYSTEM or not outcomes.outcome_of(snippet).lives:
        return
    fresh = {
        given: kept.tried(partial(record, snippet, python, given), quiet)
        for given in outcomes.outcome_of(snippet).lives
    }
    with contextlib.suppress(BadLife):
        if alike(stored(snippet), fresh):
            return
    text = json.dumps({"source": digest(snippet), **{g: asdict(one) for g, one in fresh.items()}})
    text = text.replace('{"begin"', '\n{"begin"').replace('"output"', '\n"output"')
    write_whole(file(snippet), f"{text}\n".encode())


def alike(known: Mapping[str, Life], fresh: Mapping[str, Life]) -> bool:
    """Do recordings tell the same? A zombie that was there for long is seen in each, be it once."""
    return known.keys() == fresh.keys() and all(
        parents(life) == parents(fresh[given]) and zombies(life, LONG) <= zombies(fresh[given])
        for given, life in known.items()
    )


def parents(life: Life) -> dict[str, list[str]]:
    """Whose child each process of the program was, one after the other."""
    names = [one.name or "the fork server" for one in life.processes]
    names.append("nobody here")  # OUTSIDE
    return {
        one.name: [names[parent] for _, parent in one.parents] for one in life.processes if one.name
    }


def zombies(life: Life, least: float = 0) -> set[str]:
    """Which processes were zombies, for at least so many milliseconds."""
    return {
        one.name
        for one in life.processes
        for begin, end, state in spans(one)
        if state == "zombie" and end - begin >= least
    }


def spans(process: Process) -> list[tuple[float, float, str]]:
    """Begin, end and state of a process's times; its end does not wait for the recorder."""
    edges = [*(when for when, _ in process.states[1:]), process.end]
    found = [
        (begin, end, STATES.get(letter, "sleep"))
        for (begin, letter), end in zip(process.states, edges, strict=True)
    ]
    if found[-1][2] == "zombie" and process.parents[-1][1] == OUTSIDE:
        found.pop()
    return found


def quiet(found: Life | Mapping) -> bool:
    """Did other programs leave the cores to the recorded one?"""
    life = found if isinstance(found, Life) else Life.of(found)
    return waited(life, machine.usable_cores()) <= BUSY


def waited(life: Life, cores: int) -> float:
    """Which part of the time in which they could run its processes waited for other programs.

    With more of them ready than there are cores, they wait for each other.
    """
    edges = [
        (when, step)
        for one in life.processes
        for begin, end, state in spans(one)
        if state == "run"
        for when, step in ((begin, 1), (end, -1))
    ]
    could = own = ready = last = 0
    for when, step in sorted(edges):
        could += ready * (when - last)
        own += max(0, ready - cores) * (when - last)
        ready, last = ready + step, when
    delay = sum(one.delay for one in life.processes)
    return max(0, delay - own) / could if could else 0


def picture(life: Life, title: str = "") -> Picture:
    """A lane for each process that the program has started, and one for what it printed."""
    drawn: dict[int, Lane] = {}
    for index, process in enumerate(life.processes):
        if process.name or TRACKER not in process.command:
            lane = Lane(process.name or "fork server", process.begin, process.end)
            lane.spans = [Span(*when, state, WORDS[state]) for *when, state in spans(process)]
            lane.end = lane.spans[-1].end
            drawn[index] = lane
    length = max(lane.end for lane in drawn.values())
    found = list(drawn.values())
    if adopted(life):
        found.insert(0, Lane(ADOPTER, 0, length, said=f"{ADOPTER}."))
    for index, lane in drawn.items():
        (_, first), *later = life.processes[index].parents
        lane.parent = found.index(drawn[first]) if first in drawn else None
        for when, parent in later if life.processes[index].name else ():
            source = found.index(drawn[parent]) if parent in drawn else 0
            lane.notes.append(Note(when, "orphan: new parent", source))
    if life.output:
        found.append(printed(life.output, length, len(found)))
    return Picture(found, length, title, listed=told(life.output))


def adopted(life: Life) -> bool:
    """Did a process of the program get a parent that is not of the run?"""
    later = [parent for one in life.processes if one.name for _, parent in one.parents[1:]]
    return OUTSIDE in later


def told(output: Sequence[tuple[float, str]]) -> list[str]:
    """What the program printed, and when."""
    times = (lanes.time_text(when).replace(" ", "\N{NO-BREAK SPACE}") for when, _ in output)
    return [f"{line} ({time})" for (_, line), time in zip(output, times, strict=True)]


def printed(output: Sequence[tuple[float, str]], length: float, index: int) -> Lane:
    """A lane with the number of each line that the program printed; `index` is its own."""
    lane = Lane("prints", 0, length, said=f"Printed: {'; '.join(told(output))}.")
    places: list[list[int]] = []
    for number, (when, _) in enumerate(output, 1):
        if places and when - output[places[-1][0] - 1][0] <= TOGETHER * length:
            places[-1].append(number)
        else:
            places.append([number])
    for numbers in places:
        text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        lane.notes.append(Note(output[numbers[0] - 1][0], text, index))
    return lane


def as_html(snippet: Snippet, page: str) -> str:
    """The pictures, over one axis."""
    found = recordings(snippet)
    pictures = [
        picture(life, f"{snippet.path.name} {given}" if given else "")
        for given, life in found.items()
    ]
    for one in pictures:
        one.length = max(each.length for each in pictures)
    here = "when this page was built" if sys.platform == SYSTEM else "in advance"
    python = html.escape(next(iter(found.values())).python)
    runs = "One run" if len(found) == 1 else "One run each"
    caption = (
        f"{runs}, recorded {here} by {python} on Linux: what the system said of each process, "
        "about once a millisecond. The resource tracker of multiprocessing is left out."
    )
    if sys.platform == SYSTEM and not all(map(quiet, found.values())):
        caption += " Other programs kept the cores busy meanwhile, so that everything took longer."
    if any(map(adopted, found.values())):
        caption += (
            " An orphan goes to the nearest of its ancestors that is a subreaper: here the program "
            "that recorded this, on your machine perhaps process 1."
        )
    return lanes.figure(pictures, f"Lives of the processes of {snippet.path.name}", caption)
