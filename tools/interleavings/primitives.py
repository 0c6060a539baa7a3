"""Models of `threading` and `queue`: the same meaning, but a world decides whose turn it is.

They follow CPython's own: who is woken first, what is raised, what an owner may do. A lane is a
thread of the example; `tools.interleavings.scheduler` has both.
"""

import math
import queue
import sys
from collections import deque
from typing import TYPE_CHECKING

from tools.interleavings.instrument import places

if TYPE_CHECKING:
    from tools.interleavings.scheduler import Lane, World


MOST_THREADS = 9  # a reader's key and a digit of an address for each


class Model:
    """What threads wait for."""

    world: "World"
    inner: "Model | None" = None
    """A lock of its own that threads wait for by its name."""

    def state(self) -> tuple:
        """All that decides what it does next."""
        raise NotImplementedError

    def facts(self) -> "tuple[Lane | None, str, list[Lane]]":
        """Who has it, how it is, who stands in it: for the reader."""
        return None, "", []

    def __getattr__(self, name: str):
        self.refuse(f"{type(self).__name__}.{name} is")

    def refuse(self, what: str) -> None:
        """Give up: there is no model of that."""
        self.world.refuse(self.world.current.line, f"{what} not modelled for .orders")


class StandIn(Model):
    """A module, or the main thread."""

    def __init__(self, world: "World", what: str, facts: dict):
        self.__dict__ |= facts
        self.world, self.what = world, what

    def state(self):
        return (self.what,)

    def refuse(self, what: str) -> None:
        super().refuse(what.replace("StandIn", self.what))


class RLock(Model):
    """Its owner may take it again, and nobody else may release it."""

    again = True

    def __init__(self):
        self.owner, self.count = None, 0

    def can(self) -> bool:
        """Could the current thread take it?"""
        return self.owner is None or (self.again and self.owner is self.world.current)

    def acquire(self, blocking=True, timeout=-1):
        me = self.world.current
        if not blocking or timeout >= 0:
            if not self.can():
                self.world.note = "gets no lock: it is held" if not blocking else "times out"
                return False
        else:
            self.world.wait(lambda: self.owner is None or (self.again and self.owner is me), self)
        self.owner = me
        self.count += 1
        return True

    def release(self):
        if self.world.dead:
            return
        if self.owner is None or (self.again and self.owner is not self.world.current):
            said = "cannot release un-acquired lock" if self.again else "release unlocked lock"
            raise RuntimeError(said)
        self.count -= 1
        if not self.count:
            self.owner = None

    def locked(self):
        return self.owner is not None

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def state(self):
        return (self.owner and self.owner.number, self.count)

    def facts(self):
        said = f"taken {self.count} times" if self.count > 1 else ""
        return self.owner, said or ("" if self.owner else "free"), []


class Lock(RLock):
    """Nobody may take it again, and anybody may release it."""

    again = False


class Condition(Model):
    """A lock with a waiting room; who has waited longest is woken first."""

    def __init__(self, lock=None):
        self.inner = lock or type("RLock", (RLock,), {"world": self.world})()
        self.waiting: list[Lane] = []
        self.woken: list[Lane] = []

    def acquire(self, *args, **options):
        return self.inner.acquire(*args, **options)

    def release(self):
        self.inner.release()

    def __enter__(self):
        return self.inner.acquire()

    def __exit__(self, *error):
        self.inner.release()

    def _must_own(self, what: str) -> None:
        if self.inner.owner is not self.world.current and (
            self.inner.again or not self.inner.owner
        ):
            raise RuntimeError(f"cannot {what} on un-acquired lock")

    def wait(self, timeout=None):
        if timeout is not None:
            self.refuse("the timeout of Condition.wait() is")
        self._must_own("wait")
        me, count = self.world.current, self.inner.count
        self.inner.owner, self.inner.count = None, 0
        self.waiting.append(me)
        self.world.wait(lambda: me in self.woken and self.inner.owner is None, self, committed=True)
        self.woken.remove(me)
        self.inner.owner, self.inner.count = me, count
        return True

    def wait_for(self, predicate, timeout=None):
        if timeout is not None:
            self.refuse("the timeout of Condition.wait_for() is")
        while not (found := self.world.call(predicate)):
            self.wait()
        return found

    def notify(self, n=1):
        self._must_own("notify")
        self.woken += self.waiting[:n]
        del self.waiting[:n]

    def notify_all(self):
        self.notify(len(self.waiting))

    def state(self):
        rooms = ([lane.number for lane in room] for room in (self.waiting, self.woken))
        return (*map(tuple, rooms), *self.inner.state())

    def facts(self):
        owner, said, _ = self.inner.facts()
        return owner, said, self.waiting


class Semaphore(Model):
    """A number of free places."""

    most = math.inf

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self.value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking or timeout is not None:
            if not self.value:
                self.world.note = "times out" if blocking else "finds no place"
                return False
        else:
            self.world.wait(lambda: self.value > 0, self)
        self.value -= 1
        return True

    def release(self, n=1):
        if self.world.dead:
            return
        if self.value + n > self.most:
            raise ValueError("Semaphore released too many times")
        self.value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def state(self):
        return (self.value,)

    def facts(self):
        return None, f"{self.value} free", []


class BoundedSemaphore(Semaphore):
    """It knows how many places there are."""

    def __init__(self, value=1):
        super().__init__(value)
        self.most = value


class Event(Model):
    """A flag. Without clear(), to wait for it has no effect before it is set."""

    def __init__(self):
        self.flag = False

    def is_set(self):
        return self.flag

    def set(self):
        self.flag = True

    def wait(self, timeout=None):
        if timeout is None:
            self.world.wait(lambda: self.flag, self)
        elif not self.flag:
            self.world.note = "times out"
        return self.flag

    def state(self):
        return (self.flag,)

    def facts(self):
        return None, "set" if self.flag else "not set", []


class Barrier(Model):
    """A point that nobody passes before all have come."""

    def __init__(self, parties, action=None, timeout=None):
        if timeout is not None:
            self.refuse("the timeout of a Barrier is")
        self.parties, self.action = parties, action
        self.here: list[Lane] = []
        self.passing: list[Lane] = []

    def wait(self, timeout=None):
        if timeout is not None:
            self.refuse("the timeout of Barrier.wait() is")
        self.world.wait(lambda: not self.passing, self)  # the round before is still going out
        me, index = self.world.current, len(self.here)
        if index + 1 == self.parties:
            if self.action:
                self.world.call(self.action)
            self.passing, self.here = self.here, []
            return index
        self.here.append(me)
        self.world.wait(lambda: me in self.passing, self, committed=True)
        self.passing.remove(me)
        return index

    def state(self):
        return tuple(tuple(lane.number for lane in room) for room in (self.here, self.passing))

    def facts(self):
        return None, f"{len(self.here)} of {self.parties} here", self.here


class SimpleQueue(Model):
    """First in, first out."""

    most = math.inf

    def __init__(self):
        self.items, self.unfinished = deque(), 0

    def qsize(self):
        return len(self.items)

    def empty(self):
        return not self.items

    def put(self, item, block=True, timeout=None):
        if not block or timeout is not None:
            if len(self.items) >= self.most:
                self.world.note = "times out" if block else "finds it full"
                raise queue.Full
        else:
            self.world.wait(lambda: len(self.items) < self.most, self)
        self.items.append(item)
        self.unfinished += 1

    def get(self, block=True, timeout=None):
        if not block or timeout is not None:
            if not self.items:
                self.world.note = "times out" if block else "finds it empty"
                raise queue.Empty
        else:
            self.world.wait(lambda: bool(self.items), self)
        return self.items.popleft()

    def put_nowait(self, item):
        self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    def state(self):
        return (self.most, self.unfinished, self.items)

    def facts(self):
        return None, ", ".join(map(repr, self.items)) or "empty", []


class Queue(SimpleQueue):
    """It may have a limit, and can be joined."""

    def __init__(self, maxsize=0):
        super().__init__()
        self.most = maxsize if maxsize > 0 else math.inf

    def full(self):
        return len(self.items) >= self.most

    def task_done(self):
        if not self.unfinished:
            raise ValueError("task_done() called too many times")
        self.unfinished -= 1

    def join(self):
        self.world.wait(lambda: not self.unfinished, self)


class Thread(Model):
    """A thread; its lane exists from its start on."""

    OURS = ("target", "args", "kwargs", "given", "lane", "name", "daemon")

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        code = getattr(getattr(target, "__func__", target), "__code__", None)
        if target and (code is None or code.co_filename != self.world.program.name):
            self._refuse("a thread runs a function of this file; wrap the call in one")
        self.target, self.args, self.kwargs = target, args, kwargs or {}
        self.given, self.lane, self.daemon = name, None, daemon
        called = f" ({target.__name__})" if target else ""
        self.name = name or f"Thread-{next(self.world.numbers)}{called}"

    def _refuse(self, why: str) -> None:
        frame = sys._getframe(2)
        while frame.f_code.co_filename != self.world.program.name:
            frame = frame.f_back
        self.world.refuse(frame.f_lineno, why)

    def run(self):
        if self.target:
            self.target(*self.args, **self.kwargs)

    def start(self):
        if self.lane:
            raise RuntimeError("threads can only be started once")
        if self.daemon:
            self._refuse("a daemon thread may be cut off anywhere; leave daemon out")
        if (many := len(self.world.lanes)) > MOST_THREADS:
            orders = math.factorial(many)
            self._refuse(f"too large: {many} threads of one line each have {orders:,} orders")
        self.lane = self.world.start(self)

    def label(self) -> str:
        """What a reader calls it: its name, or `transfer(ann, bob, 50)`."""
        if self.given:
            return self.given
        names = {id(value): name for name, value in places(self.world.data)}

        def said(value) -> str:
            plain = type(value) in (int, float, str, bool, type(None))
            return repr(value) if plain else names.get(id(value), "…")

        called = getattr(self.target, "__name__", type(self).__name__)
        words = [f"{name}={said(value)}" for name, value in self.kwargs.items()]
        return f"{called}({', '.join([*map(said, self.args), *words])})"

    def join(self, timeout=None):
        if not self.lane:
            raise RuntimeError("cannot join thread before it is started")
        if self.lane is self.world.current:
            raise RuntimeError("cannot join current thread")
        if timeout is None:
            self.world.wait(lambda: self.lane.done, self)
        elif not self.lane.done:
            self.world.note = "times out"

    def is_alive(self):
        return bool(self.lane) and not self.lane.done

    def state(self):
        own = {name: value for name, value in vars(self).items() if name not in self.OURS}
        if self.lane:
            return (self.lane.number, self.lane.done, own)
        return ("new", self.name, self.target, self.args, self.kwargs, own)


MODELS: dict[str, type[Model]] = {
    model.__name__: model
    for model in (
        *(Lock, RLock, Condition, Semaphore, BoundedSemaphore, Event, Barrier, Queue),
        *(SimpleQueue, Thread),
    )
}
