"""Locks and semaphores of threads: who waits for one, who holds it, from when to when.

The library makes locks for its own use; those are real ones. A lock that the program itself makes
is one of ours around a real one, because the real one's type can be neither changed nor inherited.
"""

import functools
import sys
import threading

from .logbook import local, log, now, pid
from .names import PROGRAM, frame_of_program, name_of
from .waits import holds, replace, waiting


def made_by_program():
    """Is a lock made by the program itself, and not by the library for its own use?"""
    frame = sys._getframe(2)
    if frame.f_code.co_qualname == "Condition.__init__":  # which makes an RLock for its caller
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == PROGRAM


class Held:
    """What lock, semaphore and their likes have in common: a wait, then a time of holding."""

    def __init__(self, inner, key):
        """`inner` is the real one; `key` is the same in all processes that share it."""
        self._inner, self._key, self._name = inner, key, ""

    def __getattr__(self, name):
        """All else is the real one's."""
        return getattr(self._inner, name)

    def acquire(self, blocking=True, timeout: float | None = -1):
        """Wait only if it is taken.

        So it is asked first without waiting: to take a free lock is no wait, however short. Between
        that and the wait others may come, and take it; the wait then is as long as it really was.
        """
        self._name = self._name or name_of(self, frame_of_program())
        got = self._inner.acquire(False)
        if not got and blocking:
            wait = functools.partial(self._inner.acquire, True, timeout)
            got = waiting("lock", {"what": self._name, "key": self._key}, wait)
        if got:
            holds(self._key, self._name)
        return got

    def release(self):
        """Give it back. Noted is the moment before: right after, another thread may have it."""
        moment = now()
        self._inner.release()
        log("free", key=self._key, **moment)

    def __enter__(self):
        """Take it."""
        return self.acquire()

    def __exit__(self, *_):
        """Give it back."""
        self.release()


class Lock(Held):
    """A `threading.Lock` of the program; the library gets real ones."""

    real = threading.Lock

    def __new__(cls):
        """Recorded only if the program makes it."""
        return super().__new__(cls) if made_by_program() else cls.real()

    def __init__(self):
        """Make the real one."""
        super().__init__(type(self).real(), f"{pid()}/{id(self)}")


class RLock(Lock):
    """A `threading.RLock` of the program."""

    real = threading.RLock

    # A condition calls these two around its wait. It gives the lock back, however often it was
    # taken, and takes it again as part of the wait: so no wait for the lock is noted, but that the
    # thread holds it again, as often as before.

    def _release_save(self):
        moment = now()
        state = self._inner._release_save()
        log("free", key=self._key, all=True, **moment)
        return state

    def _acquire_restore(self, state):
        self._inner._acquire_restore(state)
        times, _ = state
        for _ in range(times):
            holds(self._key, self._name)


def record():
    """Locks, and semaphores: one that begins at 0 counts signals, else it counts places."""
    threading.Lock, threading.RLock = Lock, RLock
    init, take = threading.Semaphore.__init__, threading.Semaphore.acquire

    def make(semaphore, value=1):
        init(semaphore, value)
        semaphore._timeline_counts_signals = value == 0

    def acquire(semaphore, blocking=True, timeout=None):
        name, key = name_of(semaphore, frame_of_program()), f"{pid()}/{id(semaphore)}"
        if local.waits or not name:  # a part of another wait, or the library's own
            return waiting(
                None if timeout == 0 else "signal", {}, take, semaphore, blocking, timeout
            )
        if semaphore._timeline_counts_signals:
            return waiting("signal", {"what": name}, take, semaphore, blocking, timeout)
        got = take(semaphore, False)
        if not got and blocking:
            got = waiting("lock", {"what": name, "key": key}, take, semaphore, blocking, timeout)
        if got:
            holds(key, name)
        return got

    replace(threading.Semaphore, "__init__", make)
    for name in ("acquire", "__enter__"):
        replace(threading.Semaphore, name, acquire)
    for kind in (threading.Semaphore, threading.BoundedSemaphore):
        replace(kind, "release", _giving(kind.release))


def _giving(release):
    def give(semaphore, n=1):
        moment = now()
        release(semaphore, n)
        log("free", key=f"{pid()}/{id(semaphore)}", **moment)

    return give
