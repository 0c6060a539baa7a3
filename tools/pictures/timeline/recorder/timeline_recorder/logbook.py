"""Note events: each with its time, the processor time of its thread, and whose it is."""

import itertools
import mmap
import os
import threading
import time

FOLDER = os.environ["TIMELINE_FOLDER"]
SIZE = 512  # bytes that an event may have
MOST = 8_000  # events of a process that are noted
LONGEST = 80  # letters of a name

# The recorder lives once in a process, and what it replaces in the library is called by nobody who
# could hand it anything: so what it knows of its process stands here, and in the modules beside.
lanes = itertools.count(1)
main_thread = threading.get_ident()


class Local(threading.local):
    """What is known of the thread that runs."""

    waits = False  # it is in a wait that is recorded; waits within that are parts of it

    def __init__(self):
        """Give it a lane: 0 is the main thread's."""
        self.take(0 if threading.get_ident() == main_thread else next(lanes))

    def take(self, number):
        """Its events are those of this lane: the thread's, or that of the task that it runs."""
        self.thread = self.lane = number


local = Local()


def now():
    """This moment, in nanoseconds: on a clock that all processes share, and on this thread's own.

    A thread that reads them has the GIL; by that it is known who had it.
    """
    return {"t": time.monotonic_ns(), "cpu": time.thread_time_ns()}


class Log:
    """The events of this process, in a file that is mapped into its memory.

    To note an event is to copy a few bytes: no call of the system, in which the thread would let
    go of the GIL and so change what is recorded. And what was copied is in the file however the
    process ends, be it by SIGKILL.
    """

    def __init__(self):
        """Open a file of its own for this process."""
        self.pid = os.getpid()
        path = os.path.join(FOLDER, f"{self.pid}.events")
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        file = os.open(path, flags, 0o600)
        os.ftruncate(file, SIZE * MOST)  # what is not written takes no room
        self.memory = mmap.mmap(file, SIZE * MOST)
        os.close(file)
        self.slots = itertools.count()
        # A count is atomic with a GIL; without one, two threads might get one slot. Reentrant,
        # since the garbage collector may run here, and with it code that notes something.
        self.lock = threading.RLock()

    def __call__(self, event, **facts):
        """Note one event."""
        facts = now() | {"event": event, "lane": local.lane, "thread": local.thread} | facts
        line = _line(facts)
        with self.lock:
            slot = next(self.slots)
        if slot < MOST and len(line) <= SIZE:
            self.memory[slot * SIZE : slot * SIZE + len(line)] = line


def _line(facts):
    cut = {name: clipped(fact) for name, fact in facts.items() if fact not in (None, "")}
    return f"{cut}\n".encode("utf-8", "backslashreplace")  # to import json takes longer than to run


def clipped(fact):
    """A text, not too long; all else as it is."""
    if isinstance(fact, str) and len(fact) > LONGEST:
        return fact[: LONGEST - 1] + "…"
    return fact


_current = Log()


def log(event, **facts):
    """Note one event of this process."""
    _current(event, **facts)


def pid():
    """The process that is recorded."""
    return _current.pid


def forked():
    """Begin anew in a forked child, whose only thread is its main thread."""
    global _current, main_thread  # of another process now
    main_thread = threading.get_ident()
    _current = Log()
    local.waits = False
    local.take(0)
