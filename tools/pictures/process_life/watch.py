"""Look at the processes of a run while it runs, by /proc, about once a millisecond."""

import contextlib
import os
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from tools.pictures.process_life.life import OUTSIDE, STATES, Process

PAUSE = 0.0005  # seconds between two looks


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
        if self.began is not None:
            self.follow(now - self.began)

    def note(self, pid: int, now: float, state: str, parent: int) -> None:
        """Note one process."""
        if pid not in self.pids:
            self.pids[pid] = len(self.processes)
            self.processes.append(Process(now, now, (), (), ""))
        process = self.processes[self.pids[pid]]
        command, delay, letter = process.command, process.delay, state if state in STATES else "S"
        states, parents = process.states, process.parents
        if not states or states[-1][1] != letter:
            states = (*states, (now, letter))
        if not parents or parents[-1][1] != parent:
            parents = (*parents, (now, parent))
        with contextlib.suppress(OSError):  # it is gone already
            text = Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace")
            command = text.replace("\0", " ").strip() or command
            _, waited, _ = Path(f"/proc/{pid}/schedstat").read_text("ascii").split()
            delay = int(waited) / 1e6
        self.processes[self.pids[pid]] = replace(
            process, end=now, states=states, parents=parents, command=command, delay=delay
        )

    def follow(self, now: float) -> None:
        """Note what the first process has printed; its file is read through its own descriptor."""
        if self.file is None and self.pids:
            with contextlib.suppress(OSError):
                path = f"/proc/{next(iter(self.pids))}/fd/1"
                if os.readlink(path).endswith("/stdout"):  # before, it is still ours
                    self.file = os.open(path, os.O_RDONLY)
        if self.file is not None:
            *lines, self.rest = (self.rest + os.read(self.file, 1_000_000)).split(b"\n")
            when = round(now, 1)
            self.output += [(when, line.decode("utf-8", "backslashreplace")) for line in lines]


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _stat(pid: int) -> tuple[str, int]:
    """A process's state and its parent; its own name may hold anything, and ends with `)`."""
    text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    state, parent = text.rpartition(")")[2].split()[:2]
    return state, int(parent)
