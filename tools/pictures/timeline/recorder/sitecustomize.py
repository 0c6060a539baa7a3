"""Record who waits for what. Python runs this file as it starts, because it is called so.

`tools.pictures.timeline` puts its folder on PYTHONPATH of the program that it records; every
process that the program starts inherits that. The program itself is not touched: what is recorded
is put around the standard library's own waits. Each event is written as it happens, as one line
of JSON, so that what a process recorded is there however it ends. VizTracer records the calls of
functions beside. It imports nothing of the project, and writes to the folder that TIMELINE_FOLDER
names.
"""

import atexit
import functools
import itertools
import json
import os
import sys
import threading
import time
import weakref

import wrapt

try:
    from viztracer import VizTracer
except ImportError:  # it has no wheels for the newest Python
    VizTracer = None

FOLDER = os.environ["TIMELINE_FOLDER"]
PROGRAM = os.environ["TIMELINE_PROGRAM"]
DEEPEST = 12  # calls within calls that VizTracer records; the program's own are less deep
SHORT = 24  # characters of a value that are kept

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


class Log:
    """The file of this process."""

    def __init__(self):
        """Open a file of its own for this process."""
        self.pid = os.getpid()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0)
        self.file = os.open(os.path.join(FOLDER, f"{self.pid}.jsonl"), flags, 0o600)

    def __call__(self, event, **facts):
        """Write one event; its time is in nanoseconds, on a clock that all processes share."""
        facts = {"t": time.monotonic_ns(), "event": event, "lane": local.lane} | facts
        os.write(self.file, json.dumps(facts).encode() + b"\n")


log = Log()


def short(value):
    """A value as text, not too long."""
    text = repr(value)
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def call_text(function, arguments):
    """`cook('soup')`."""
    name = getattr(function, "__name__", None) or type(function).__name__
    return f"{name}({', '.join(map(short, arguments))})"


def frame_of_program():
    """The innermost frame of the program itself; None if a library's thread runs."""
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename != PROGRAM:
        frame = frame.f_back
    return frame


def line_of(frame):
    """The line where a frame is; 0 if there is none."""
    return frame.f_lineno if frame else 0


def first_line_of(function):
    """The line where a function of the program begins; 0 if it is a library's."""
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code and code.co_filename == PROGRAM else 0


def name_of(thing, frame):
    """What the program calls a lock or a queue: the name of a variable, or nothing."""
    if frame is None:
        return ""
    owner = frame.f_locals.get("self")
    for names, before in ((frame.f_globals, ""), (getattr(owner, "__dict__", {}), "self.")):
        for name, value in list(names.items()):
            if is_or_has(value, thing):
                return before + name
    local_names = list(frame.f_locals.items())
    return next((name for name, value in local_names if is_or_has(value, thing)), "")


def is_or_has(value, thing):
    """Is it that very thing, or a condition with that lock?"""
    return value is thing or (type(value) is threading.Condition and value._lock is thing)


def waiting(state, what, function, *arguments, key=None, **options):
    """Call what may wait, and record it as one wait unless it is a part of another.

    `state` names the kind of wait; None records nothing, the waits within it neither.
    """
    if local.waits:
        return function(*arguments, **options)
    local.waits = True
    try:
        if state is None:
            return function(*arguments, **options)
        frame = frame_of_program()
        lanes_that_wait = {local.lane, local.thread}  # a task that blocks, and with it its thread
        for lane in lanes_that_wait:
            log("wait", lane=lane, state=state, what=what, line=line_of(frame), key=key)
        try:
            return function(*arguments, **options)
        finally:
            for lane in lanes_that_wait:
                log("go", lane=lane)
    finally:
        local.waits = False


def holds(key, name):
    """Record that a lock or a permit was taken; the library's own are left out."""
    if frame := frame_of_program():
        log("hold", key=key, what=name, line=frame.f_lineno)


def watch(owner, name, state, what=lambda *a, **k: ""):
    """Record each call of a function of the standard library as a wait."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def recorded(*arguments, **options):
        told = "" if local.waits else what(*arguments, **options)
        return waiting(state, told, original, *arguments, **options)

    setattr(owner, name, recorded)


def named(thing, *_, **__):
    """The program's name of the first argument."""
    return name_of(thing, frame_of_program())


def made_by_program():
    """Is a lock made by the program itself, and not by the library for its own use?"""
    frame = sys._getframe(2)
    if frame.f_code.co_qualname == "Condition.__init__":
        frame = frame.f_back
    return frame.f_code.co_filename == PROGRAM


class Held:
    """What lock, semaphore and their likes have in common: a wait, then a time of holding."""

    def __init__(self, inner, key):
        """`inner` is the real one; `key` is the same in all processes that share it."""
        self._inner, self._key, self._name = inner, key, ""

    def __getattr__(self, name):
        """All else is the real one's."""
        return getattr(self._inner, name)

    def acquire(self, blocking=True, timeout=-1):
        """Wait only if it is taken."""
        self._name = self._name or named(self)
        got = self._inner.acquire(False)
        if not got and blocking:
            wait = functools.partial(self._inner.acquire, True, timeout)
            got = waiting("lock", self._name, wait, key=self._key)
        if got:
            holds(self._key, self._name)
        return got

    def release(self):
        """Give it back."""
        self._inner.release()
        log("free", key=self._key)

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
        super().__init__(type(self).real(), f"{log.pid}/{id(self)}")


class RLock(Lock):
    """A `threading.RLock` of the program."""

    real = threading.RLock

    def _release_save(self):  # a condition gives it back, however often it was taken
        state = self._inner._release_save()
        log("free", key=self._key, all=True)
        return state

    def _acquire_restore(self, state):
        self._inner._acquire_restore(state)
        holds(self._key, self._name)


def record_threads():
    """Threads, what they wait for, and who ends when."""
    threading.Lock, threading.RLock = Lock, RLock
    bootstrap = threading.Thread._bootstrap_inner
    start = threading.Thread.start

    def run(thread):
        local.take(thread._timeline_lane)
        line = first_line_of(thread._target or type(thread).run)
        facts = {"name": thread.name, "daemon": thread.daemon, "line": line}
        log("begin", kind="thread", native=threading.get_native_id(), **facts)
        bootstrap(thread)
        log("end")

    def start_it(thread):
        thread._timeline_lane = next(lanes)
        frame = frame_of_program()
        direct = frame is sys._getframe(1)
        log("start", child=thread._timeline_lane, line=line_of(frame), direct=direct)
        return waiting(None, "", start, thread)

    threading.Thread._bootstrap_inner = run
    threading.Thread.start = functools.wraps(start)(start_it)
    watch(threading.Thread, "join", "join", lambda thread, *_, **__: thread.name)
    watch(threading, "_shutdown", "join", lambda: "all non-daemon threads")
    watch(threading.Event, "wait", "signal", named)
    watch(threading.Barrier, "wait", "signal", named)
    watch(threading.Condition, "wait", "signal", named)
    watch(threading.Condition, "wait_for", "signal", named)
    watch(time, "sleep", "sleep")

    def acquire(semaphore, blocking=True, timeout=None):
        if local.waits:
            return take(semaphore, blocking, timeout)
        if semaphore._timeline_counts_signals:
            return waiting("signal", named(semaphore), take, semaphore, blocking, timeout)
        name, key = named(semaphore), f"{log.pid}/{id(semaphore)}"
        if not name:  # the library's own
            return take(semaphore, blocking, timeout)
        got = take(semaphore, False)
        if not got and blocking:
            got = waiting("lock", name, take, semaphore, blocking, timeout, key=key)
        if got:
            holds(key, name)
        return got

    def giving(release):
        def give(semaphore, n=1):
            release(semaphore, n)
            log("free", key=f"{log.pid}/{id(semaphore)}")

        return functools.wraps(release)(give)

    def make(semaphore, value=1):
        init(semaphore, value)
        semaphore._timeline_counts_signals = value == 0  # else it counts places

    init, threading.Semaphore.__init__ = threading.Semaphore.__init__, make
    take = threading.Semaphore.acquire
    threading.Semaphore.acquire = functools.wraps(take)(acquire)
    threading.Semaphore.__enter__ = threading.Semaphore.acquire
    for kind in (threading.Semaphore, threading.BoundedSemaphore):
        kind.release = giving(kind.release)


@wrapt.when_imported("queue")
def record_queues(queue):
    """`get`, `put` and `join` of queues, and the queue of a pool's threads."""
    for name in ("get", "put", "join"):
        watch(queue.Queue, name, "queue", named)
    real = queue.SimpleQueue

    class SimpleQueue(real):
        def get(self, *arguments, **options):
            return waiting("queue", named(self), super().get, *arguments, **options)

    queue.SimpleQueue = SimpleQueue


@wrapt.when_imported("concurrent.futures._base")
def record_futures(base):
    """The wait for a result."""
    watch(base.Future, "result", "join", lambda *_, **__: "a result")
    watch(base.Future, "exception", "join", lambda *_, **__: "a result")
    watch(base, "wait", "join", lambda *_, **__: "results")


@wrapt.when_imported("concurrent.futures.thread")
def record_pool(pool):
    """Which call a thread of a pool makes when."""
    original = pool._WorkItem.run

    def run(item, *arguments):
        task = getattr(item, "task", None) or (item.fn, item.args)
        log("call", what=call_text(*task[:2]), line=first_line_of(task[0]))
        original(item, *arguments)
        log("return")

    pool._WorkItem.run = run


@wrapt.when_imported("multiprocessing.process")
def record_processes(process):
    """Processes of `multiprocessing`."""
    bootstrap = process.BaseProcess._bootstrap

    def run(child, *arguments, **options):
        line = first_line_of(child._target or type(child).run)
        log("begin", kind="process", name=child.name, daemon=child.daemon, line=line)
        try:
            return bootstrap(child, *arguments, **options)
        finally:
            log("end")
            calls.save()

    process.BaseProcess._bootstrap = run
    start = process.BaseProcess.start

    def start_it(child):
        waiting(None, "", start, child)  # a forked child has its begin before this
        frame = frame_of_program()
        log("start", child=0, of=child.pid, line=line_of(frame), direct=True)

    process.BaseProcess.start = functools.wraps(start)(start_it)
    watch(process.BaseProcess, "join", "join", lambda child, *_, **__: child.name)


@wrapt.when_imported("multiprocessing.queues")
def record_process_queues(queues):
    """`get` and `put` of queues between processes."""
    for kind in (queues.Queue, queues.SimpleQueue):
        for name in ("get", "put"):
            watch(kind, name, "queue", named)
    watch(queues.JoinableQueue, "join", "queue", named)


@wrapt.when_imported("multiprocessing.connection")
def record_connections(connection):
    """What comes through a pipe."""
    for name in ("recv", "recv_bytes", "poll"):
        watch(connection.Connection, name, "io")


@wrapt.when_imported("multiprocessing.synchronize")
def record_process_locks(synchronize):
    """Locks and semaphores between processes."""

    def methods(lock):
        held = Held(lock._semlock, lock._semlock.name)
        is_lock = isinstance(lock, (synchronize.Lock, synchronize.RLock))

        def acquire(block=True, timeout=None):
            held._name = held._name or named(lock)
            if local.waits or not held._name:  # the library's own
                return lock._semlock.acquire(block, timeout)
            if is_lock:
                return held.acquire(block, timeout)
            return waiting("signal", held._name, lock._semlock.acquire, block, timeout)

        def release():
            (held if is_lock and held._name and not local.waits else lock._semlock).release()

        lock.acquire, lock.release = acquire, release

    synchronize.SemLock._make_methods = methods
    synchronize.SemLock.__enter__ = lambda lock: lock.acquire()
    synchronize.SemLock.__exit__ = lambda lock, *_: lock.release()


@wrapt.when_imported("socket")
def record_sockets(socket):
    """Sockets that block."""
    for name in ("accept", "connect", "recv", "recv_into", "send", "sendall"):
        original = getattr(socket.socket, name)

        def recorded(sock, *arguments, _original=original, **options):
            state = None if sock.gettimeout() == 0 else "io"
            return waiting(state, "", _original, sock, *arguments, **options)

        setattr(socket.socket, name, functools.wraps(original)(recorded))


@wrapt.when_imported("selectors")
def record_selectors(selectors):
    """The wait of an event loop for the next event."""
    for kind in vars(selectors).copy().values():
        if isinstance(kind, type) and "select" in vars(kind) and kind.__name__ != "BaseSelector":
            watch(kind, "select", "io", lambda *_, **__: "the next event")


@wrapt.when_imported("subprocess")
def record_subprocesses(subprocess):
    """The wait for another program."""
    for name in ("wait", "communicate"):
        watch(subprocess.Popen, name, "join", lambda *_, **__: "another program")


STATES = {"sleep": "sleep", "Queue": "queue", "Lock": "lock", "Semaphore": "lock"}
STATES |= {"Event": "signal", "Condition": "signal", "Barrier": "signal"}
STATES |= {"StreamReader": "io", "StreamWriter": "io", "open_connection": "io"}


def suspended(task):
    """Where a task stands and what it awaits."""
    line, inner, due = 0, "", None
    coroutine = task.get_coro()
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        if frame and frame.f_code.co_filename == PROGRAM:
            line, inner = frame.f_lineno, ""
        elif frame and not inner:
            inner = frame.f_code.co_qualname
            due = 1000 * frame.f_locals["delay"] if inner == "sleep" else None  # milliseconds
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    state = STATES.get(inner.partition(".")[0], "join")
    return {"state": state, "line": line, "what": inner, "due": due}


@wrapt.when_imported("asyncio.base_events")
def record_tasks(base):
    """Tasks: when each is made, runs, is suspended and why."""
    from asyncio import Future, events

    create, run = base.BaseEventLoop.create_task, events.Handle._run
    known = weakref.WeakKeyDictionary()

    def create_task(loop, coroutine, **options):
        task = create(loop, coroutine, **options)
        code, frame = coroutine.cr_code, coroutine.cr_frame
        if code.co_filename == PROGRAM:
            known[task] = f"task{next(lanes)}"
            arguments = [frame.f_locals[name] for name in code.co_varnames[: code.co_argcount]]
            default = task.get_name().startswith("Task-")
            name = call_text(coroutine, arguments) if default else task.get_name()
            log("start", child=known[task], line=line_of(frame_of_program()), direct=True)
            line = code.co_firstlineno
            log("begin", kind="task", name=name, daemon=False, line=line, task=known[task])
        return task

    def step(handle):
        task = getattr(handle._callback, "__self__", None)
        lane = known.get(task) if isinstance(task, Future) else None
        if lane is None:
            return run(handle)
        log("run", task=lane)
        before, local.lane = local.lane, lane
        try:
            return run(handle)
        finally:
            local.lane = before
            if task.done():
                log("end", task=lane)
            else:
                log("await", task=lane, **suspended(task))

    base.BaseEventLoop.create_task = functools.wraps(create)(create_task)
    events.Handle._run = step


class Calls:
    """VizTracer records the calls of the program's functions, for the trace to download."""

    def __init__(self):
        """Start, where VizTracer is to be had and does not need what is missing: the GIL."""
        self.tracer = None
        if VizTracer is None or not getattr(sys, "_is_gil_enabled", lambda: True)():
            return
        self.tracer = VizTracer(
            tracer_entries=200_000,
            verbose=0,
            max_stack_depth=DEEPEST,
            ignore_c_function=True,
        )
        self.tracer.start()
        atexit.register(self.save)

    def save(self):
        """Write what was recorded in this process."""
        if self.tracer is None:
            return
        self.tracer.stop()
        self.tracer.save(os.path.join(FOLDER, f"{log.pid}.trace.json"), verbose=0)

    def forked(self):
        """Forget what the parent had recorded."""
        if self.tracer is None:
            return
        self.tracer.clear()
        self.tracer.reset_stack()


def after_fork():
    """A forked child has a file of its own."""
    global log, main_thread
    main_thread = threading.get_ident()
    os.close(log.file)
    log = Log()
    local.waits = False
    local.take(0)
    log("born", parent=os.getppid())
    calls.forked()


record_threads()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=after_fork)
calls = Calls()
log("born", parent=os.getppid(), main=True)
atexit.register(lambda: log("end"))
