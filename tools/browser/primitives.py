"""Take the place of `_thread` and of the clock; what is built upon them is imported anew."""

import _thread as original
import functools
import random
import sys
import time
import types
from collections import deque
from typing import Any

from tools.browser.scheduler import Scheduler

# Modules that hold on to what is replaced.
BUILT_UPON = {
    *("_queue", "_threading_local", "asyncio", "concurrent", "contextlib", "logging"),
    *("multiprocessing", "queue", "selectors", "socket", "socketserver", "subprocess", "tempfile"),
    "threading",
}

MOST_HASHED_WITH_GIL = 2047  # bytes; CPython's Modules/hashlib.h, HASHLIB_GIL_MINSIZE

# Of the run that goes on; set by `begin`. `_thread` and `time` are one module each for the whole
# page, and their functions are handed no scheduler: so it stands here.
scheduler: Scheduler


def begin(new: Scheduler) -> None:
    """From now on threads run by this scheduler, and none of an earlier run is known."""
    global scheduler
    scheduler = new
    if new.seed is not None:
        random.seed(new.seed)


def deadline(timeout: float | None) -> float | None:
    """The time of the clock when a wait is over; None and negative numbers are for ever."""
    return None if timeout is None or timeout < 0 else scheduler.now() + timeout


class lock:
    """`_thread.lock`."""

    __module__ = "_thread"

    def __init__(self):
        self._locked, self._waiters = False, deque()

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        until = deadline(timeout)
        while self._locked:
            if not blocking or not scheduler.wait(self._waiters, until):
                return False
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False
        scheduler.notify(self._waiters)

    def locked(self):
        return self._locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()

    def __repr__(self):
        state = "locked" if self._locked else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread.lock' object")

    def _at_fork_reinit(self):
        self.__init__()

    acquire_lock, release_lock, locked_lock = acquire, release, locked


class _ThreadHandle:
    """`_thread._ThreadHandle`: what a Thread knows its thread by."""

    def __init__(self):
        self.ident, self.daemon = 0, False
        self._done, self._waiters = False, deque()

    def is_done(self):
        return self._done

    def _set_done(self):
        self._done = True
        while self._waiters:
            scheduler.notify(self._waiters)

    def join(self, timeout=None):
        until = deadline(timeout)
        while not self._done:
            if not scheduler.wait(self._waiters, until):
                return


def start_joinable_thread(function, handle=None, daemon=True):
    handle = handle or _ThreadHandle()
    handle.ident, handle.daemon = next(scheduler.idents), daemon
    scheduler.handles.append(handle)

    def body():
        try:
            function()
        except SystemExit:
            pass
        except BaseException as error:
            sys.unraisablehook(
                types.SimpleNamespace(  # pyright: ignore[reportArgumentType] - Python makes no other
                    exc_type=type(error),
                    exc_value=error,
                    exc_traceback=error.__traceback__,
                    err_msg="Exception ignored in thread started by",
                    object=function,
                )
            )
        finally:
            handle._set_done()

    scheduler.spawn(handle.ident, body)
    return handle


def start_new_thread(function, args, kwargs=None):
    return start_joinable_thread(lambda: function(*args, **(kwargs or {}))).ident


def _make_thread_handle(ident):
    handle = _ThreadHandle()
    handle.ident = ident
    return handle


def _shutdown():
    for handle in scheduler.handles:
        if not handle.daemon:
            handle.join()


def install(idle: Scheduler) -> None:
    """Replace them, once. What this does may go into a snapshot of Python's memory.

    Modules make locks when they are imported, under the `idle` scheduler; no thread waits there.
    """
    begin(idle)
    sys.modules["_thread"] = _module()
    for name in [*sys.modules]:
        if name.partition(".")[0] in BUILT_UPON:
            del sys.modules[name]
    # The ones in C know nothing of our threads; those in Python are used where these are missing.
    missing: Any = None  # so the import system marks a module that shall not be found
    sys.modules["_queue"] = sys.modules["_asyncio"] = missing
    _patch_clock()
    _patch_hashlib()
    import _threading_local
    import queue
    import threading

    replaced: Any = sys.modules["_thread"]
    threading.local = replaced._local = _threading_local.local
    queue.SimpleQueue.__name__ = queue.SimpleQueue.__qualname__ = "SimpleQueue"


def _module() -> types.ModuleType:
    module: Any = types.ModuleType("_thread", original.__doc__)
    vars(module).update(vars(original))
    del module.RLock  # the one in Python is built upon lock
    for name in ("lock", "LockType", "allocate_lock", "allocate"):
        setattr(module, name, lock)
    own = (_ThreadHandle, start_joinable_thread, start_new_thread, _make_thread_handle, _shutdown)
    vars(module).update({one.__name__: one for one in own})
    module.start_new = start_new_thread
    module.get_ident = lambda: scheduler.current.ident
    module.get_native_id = lambda: scheduler.current.ident + 41  # the main thread's is the pid
    module._get_main_thread_ident = lambda: 1
    module._count = lambda: len(scheduler.threads) - 1
    return module


def _patch_hashlib() -> None:
    """Let go of the turn before much is hashed, as CPython lets go of the GIL."""
    import hashlib

    def letting_go(constructor):
        @functools.wraps(constructor)
        def new(data=b"", **options):
            if len(data) > MOST_HASHED_WITH_GIL:
                scheduler.yield_turn()
            return constructor(data, **options)

        return new

    for name in hashlib.algorithms_guaranteed:
        setattr(hashlib, name, letting_go(getattr(hashlib, name)))


def _patch_clock() -> None:
    for name in ("monotonic", "perf_counter"):
        setattr(time, name, lambda: scheduler.now())
        setattr(time, f"{name}_ns", lambda: int(scheduler.now() * 1e9))
    for name in ("process_time", "thread_time"):
        setattr(time, name, lambda: scheduler.busy())
        setattr(time, f"{name}_ns", lambda: int(scheduler.busy() * 1e9))
    time.time = lambda: scheduler.today()
    time.time_ns = lambda: int(scheduler.today() * 1e9)
    # What a program gives it may be no number: then it raises, as time.sleep does.
    time.sleep = lambda seconds: scheduler.sleep(seconds)  # pyright: ignore[reportArgumentType]
