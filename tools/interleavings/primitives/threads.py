"""Models of threads, of timers, and of what each thread has for itself."""

import math
import threading
from typing import Any

from tools.interleavings.facts import Note, Why
from tools.interleavings.scheduler import Detail, Fiber, Model, Scheduler, operation
from tools.interleavings.values import places

MOST_THREADS = 9  # a reader's key and a digit of an address for each


class Ident(int):
    """The number that a system gives a thread: another one in each run.

    While both threads live, two identifiers differ. Later, one may be there again.
    """

    fiber: Fiber
    world: Scheduler

    @classmethod
    def of(cls, fiber: Fiber, world: Scheduler) -> "Ident":
        """That of a thread."""
        made = cls(fiber.number + 1)
        made.fiber, made.world = fiber, world
        return made

    def __eq__(self, other):
        if type(other) is Ident and other.fiber is not self.fiber:
            if any(fiber.done and fiber.number for fiber in (self.fiber, other.fiber)):
                self.world.refuse(Why.IDENTIFIER, "get_ident")
            return False
        return int(self) == other

    def __hash__(self):
        return 0  # so that they are compared

    def __repr__(self):
        return "…"

    __str__ = __repr__

    def __format__(self, how: str) -> str:
        return "…"


class Thread(Model):
    """A thread; its fiber exists from its start on."""

    real = threading.Thread
    open_to_subclasses = True
    _fiber: Any = None
    _starter: Any = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        self._given = name
        own = getattr(target, "__name__", "")
        called = f" ({own})" if own else ""
        self._name = str(name) if name else f"Thread-{self.world.next_number()}{called}"
        self._daemonic = self.world.current.thread.daemon if daemon is None else bool(daemon)

    def run(self):
        if self._target:
            if getattr(self._target, "__module__", "") != "__main__":
                self.world.step(0)  # no line of the example begins it
            self._target(*self._args, **self._kwargs)

    def start(self):
        if "_name" not in vars(self):
            raise RuntimeError("thread.__init__() not called")
        if self.world.has(Detail.STARTS):
            with self.world.used("start"):
                self._start()
        else:
            self._start()

    def _start(self):
        if self._fiber:
            raise RuntimeError("threads can only be started once")
        if (many := len(self.world.fibers)) > MOST_THREADS:
            self.world.refuse(Why.TOO_MANY_THREADS, number=math.factorial(many))
        self._fiber, self._starter = self.world.start(self), self.world.current

    def label(self) -> str:
        """What a reader calls it: its name, or `transfer(ann, bob, 50)`."""
        if self._given:
            return str(self._given)
        names = {id(value): name for name, value in places(self.world.data)}

        def said(value) -> str:
            plain = type(value) in (int, float, str, bool, type(None))
            return repr(value) if plain else names.get(id(value), "…")

        called = getattr(self._target, "__name__", type(self).__name__)
        words = [f"{name}={said(value)}" for name, value in self._kwargs.items()]
        return f"{called}({', '.join([*map(said, self._args), *words])})"

    def _looked_at(self) -> None:
        """Another thread than its starter can tell whether it has been started."""
        me = self.world.current
        if me is not self._fiber and (me.number or self._starter not in (None, me)):
            self.world.need(Detail.STARTS)

    def join(self, timeout=None):
        self._looked_at()
        with self.world.used("join"):
            self._join(timeout)

    def _join(self, timeout) -> None:
        if not self._fiber:
            raise RuntimeError("cannot join thread before it is started")
        if self._fiber is self.world.current:
            raise RuntimeError("cannot join current thread")
        if timeout is None:
            self.world.wait(lambda: self._fiber.done, self)
        else:
            self.world.need(Detail.ENDS)
            if not self._fiber.done:
                self.world.remark(Note.TIMES_OUT)

    @operation
    def is_alive(self):
        self._looked_at()
        self.world.need(Detail.ENDS)
        return bool(self._fiber) and not self._fiber.done

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = str(value)

    def getName(self):
        return self._name

    def setName(self, name):
        self.name = name

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, value):
        if self._fiber:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = value

    def isDaemon(self):
        return self._daemonic

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    @property
    def ident(self):
        self._looked_at()
        return Ident.of(self._fiber, self.world) if self._fiber else None

    native_id = ident

    def __repr__(self):
        self._looked_at()
        self.world.need(Detail.ENDS)
        state = "initial" if not self._fiber else "stopped" if self._fiber.done else "started"
        ident = " …" if self._fiber else ""
        return (
            f"<{type(self).__name__}({self._name}, {state}{' daemon' * bool(self.daemon)}{ident})>"
        )


class MainThread(Thread):
    """The thread that runs the module."""

    def __init__(self):
        self._name, self._daemonic, self._given = "MainThread", False, None
        self._target, self._args, self._kwargs = None, (), {}

    def label(self) -> str:
        return "main"


class Timer(Thread):
    """A thread that calls a function when its time has come, unless it is cancelled before."""

    real = threading.Timer

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args, self.kwargs = args or [], kwargs or {}
        self._cancelled = False

    @operation
    def cancel(self):
        self._cancelled = True

    def run(self):
        came = not self.world.wait(
            lambda: self._cancelled, self, began=True, expires=lambda: not self._cancelled
        )
        if came:
            self.function(*self.args, **self.kwargs)

    def label(self) -> str:
        return f"Timer({getattr(self.function, '__name__', '…')})"


class local(Model):
    """Each thread has attributes of its own here."""

    real = threading.local

    def __init__(self):
        vars(self)["_fibers"] = {}

    def _own(self) -> dict:
        self.world.names_a_thread()
        return vars(self)["_fibers"].setdefault(self.world.current.number, {})

    def __getattr__(self, name):
        try:
            return self._own()[name]
        except KeyError:
            said = f"'_thread._local' object has no attribute {name!r}"
            raise AttributeError(said) from None

    def __setattr__(self, name, value):
        if hasattr(type(self), name):
            self.world.refuse(Why.NO_METHOD, f"local.{name}")
        self._own()[name] = value

    def __delattr__(self, name):
        if name not in self._own():
            raise AttributeError(f"'_thread._local' object has no attribute {name!r}")
        del self._own()[name]


def alive(world) -> list[Thread]:
    """`threading.enumerate()`."""
    me = world.current
    if me.number or any(fiber.thread._starter not in (None, me) for fiber in world.fibers):
        world.need(Detail.STARTS)
    world.need(Detail.ENDS)
    world.need(Detail.WORKERS)
    return [fiber.thread for fiber in world.fibers if not fiber.done]
