"""Stand-ins for modules: what an example may import that knows of threads, time or chance."""

import functools
import logging
import random
import re
import sys
import threading
from collections.abc import Callable
from concurrent import futures
from queue import Empty, Full
from typing import Any

from tools.interleavings.facts import Why
from tools.interleavings.primitives import locks, pools, queues, signals, threads
from tools.interleavings.scheduler import Model, Scheduler
from tools.interleavings.survey import KNOWN

MODELS: dict[str, type[Model]] = {
    model.__name__: model
    for model in (
        *(locks.Lock, locks.RLock, locks.Semaphore, locks.BoundedSemaphore, signals.Condition),
        *(signals.Event, signals.Barrier, queues.Queue, queues.LifoQueue, queues.PriorityQueue),
        *(queues.SimpleQueue, threads.Thread, threads.Timer, threads.local),
        *(pools.ThreadPoolExecutor, pools.Future),
    )
}
GIVEN = {
    "BrokenBarrierError": threading.BrokenBarrierError,
    "CancelledError": futures.CancelledError,
    "Empty": Empty,
    "Full": Full,
}
LEVELS = {name: getattr(logging, name) for name in KNOWN["logging"] if name.isupper()}


class Modules:
    """The modules of one run, each made when it is imported."""

    def __init__(self, world: Scheduler, kinds: dict[str, type[Model]]):
        self.world, self.kinds = world, kinds
        self.random = Chance(world)
        self.log = Log(world)
        self.made: dict[str, Any] = {}

    def imported(self, name: str, globals=None, locals=None, fromlist=(), level=0):
        """What `import` gives an example."""
        if name.partition(".")[0] not in KNOWN:
            return __import__(name, globals, locals, fromlist, level)
        top = self.module(name.partition(".")[0])
        return self.module(name) if fromlist else top

    def module(self, name: str) -> "Module":
        """The stand-in for a module."""
        return self.made.setdefault(name, Module(self, name))

    def find(self, module: str, name: str) -> Any:
        """What a module has by a name."""
        if name in self.kinds:
            return bound(self.kinds[name], self.world, module)
        if name in GIVEN:
            return GIVEN[name]
        if f"{module}.{name}" in KNOWN:
            return self.module(f"{module}.{name}")
        makers: dict[str, Callable[[str], Any]] = {
            "threading": self._threading,
            "concurrent.futures": lambda name: functools.partial(pools.as_completed, self.world),
            "time": self._time,
            "random": lambda name: getattr(self.random, name),
            "logging": lambda name: LEVELS.get(name) or getattr(self.log, name),
            "sys": self._sys,
        }
        return makers[module](name)

    def _threading(self, name: str) -> Any:
        world = self.world
        return {
            "current_thread": world.current_thread,
            "currentThread": world.current_thread,
            "main_thread": lambda: world.fibers[0].thread,
            "get_ident": lambda: world.current_thread().ident,
            "enumerate": lambda: threads.alive(world),
            "active_count": lambda: len(threads.alive(world)),
            "activeCount": lambda: len(threads.alive(world)),
        }[name]

    def _time(self, name: str) -> Any:
        if name == "sleep":
            return sleep
        return lambda: Moment(self.world)

    def _sys(self, name: str) -> Any:
        return {
            "exit": sys.exit,
            "getswitchinterval": lambda: 0.005,
            "setswitchinterval": lambda interval: None,
        }[name]


def bound(kind: type[Model], world: Scheduler, module: str) -> type[Model]:
    """A model for one run: its class knows the world that it lives in."""
    return type(kind.__name__, (kind,), {"world": world, "__module__": module})


class Module:
    """A stand-in for a module."""

    def __init__(self, modules: Modules, name: str):
        vars(self).update(_modules=modules, __name__=name)

    def __getattr__(self, name: str):
        module = vars(self)["__name__"]
        if name not in KNOWN[module]:
            if name.startswith("__"):
                raise AttributeError(name)
            self._modules.world.refuse(Why.NO_NAME, f"{module}.{name}")
        found = self._modules.find(module, name)
        vars(self)[name] = found
        return found

    def __setattr__(self, name: str, value: object):
        module = vars(self)["__name__"]
        self._modules.world.refuse(Why.MODULE_CHANGED, f"{module}.{name}")


def sleep(seconds):
    """A pause orders nothing: any thread may be next."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")


class Moment:
    """What a clock says, or the time between two readings: an interleaving does not decide it."""

    def __init__(self, world: Scheduler):
        self._world = world

    def __add__(self, other):
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __floordiv__ = __add__

    def __round__(self, digits=None):
        return self

    def __repr__(self):
        return "…"

    def __format__(self, how: str) -> str:
        return "…"

    def _decides(self, *others):
        self._world.refuse(Why.CLOCK)

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __bool__ = __int__ = __float__ = _decides
    __hash__ = None  # type: ignore[assignment]


class Chance:
    """`random`, once it has a seed: the same numbers in every run of the example."""

    def __init__(self, world: Scheduler):
        self._world, self._random = world, None

    def seed(self, a=None, version=2):
        if a is None:
            self._world.refuse(Why.UNSEEDED)
        self._random = random.Random(a)

    def Random(self, x=None):
        if x is None:
            self._world.refuse(Why.UNSEEDED)
        return random.Random(x)

    def state(self) -> object:
        """How far it has come."""
        return self._random and self._random.getstate()

    def __getattr__(self, name: str):
        def drawn(*args, **options):
            if self._random is None:
                self._world.refuse(Why.UNSEEDED)
            return getattr(self._random, name)(*args, **options)

        return drawn


class Log:
    """`logging` to where `print` goes: one line at a time, each whole."""

    FIELDS = frozenset({"asctime", "levelname", "message", "name", "processName", "threadName"})

    def __init__(self, world: Scheduler):
        self.world = world
        self._form, self._level = logging.Formatter(logging.BASIC_FORMAT), int(logging.WARNING)

    def basicConfig(
        self, *, level=logging.WARNING, format=logging.BASIC_FORMAT, datefmt=None, **others
    ):
        strange = set(re.findall(r"%\((\w+)\)", format)) - self.FIELDS
        if others or strange:
            self.world.refuse(Why.NO_OPTION, f"logging.basicConfig: {min({*others, *strange})}")
        self._level = getattr(logging, level) if isinstance(level, str) else level
        self._form = logging.Formatter(format)
        self._form.formatTime = lambda record, datefmt=None: "…"

    def getLogger(self, name="root"):
        return Logger(self, name or "root")

    def __getattr__(self, word: str):
        return getattr(Logger(self, "root"), word)

    def write(self, name: str, level: int, message: str, args: tuple) -> None:
        """Print a record, if its level is high enough."""
        if level >= self._level:
            record = logging.LogRecord(name, level, "", 0, message, args, None)
            record.threadName = self.world.current_thread().name
            self.world.write(self._form.format(record) + "\n")


class Logger:
    """A logger of that name."""

    def __init__(self, log: Log, name: str):
        self._log, self.name = log, name

    def __getattr__(self, word: str):
        if word.upper() not in LEVELS:
            self._log.world.refuse(Why.NO_METHOD, f"Logger.{word}")
        return lambda message, *args: self._log.write(
            self.name, LEVELS[word.upper()], message, args
        )
