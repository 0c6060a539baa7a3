"""Models of `threading` and `queue`: the same meaning, but a world decides whose turn it is.

Each thread is a greenlet. It gives its turn back before every step, and where it has to wait. The
models follow CPython's own: who is woken first, what is raised, what an owner may do.
"""

import builtins
import functools
import itertools
import math
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType, SimpleNamespace

from greenlet import GreenletExit, greenlet

from tools.steps import KNOWN, Held, Program, Refused, places

MOST_WITHOUT_A_TURN = 100_000  # lines that one thread may run while no other could


class Lane:
    """A thread of the example: where it stands, and what it waits for."""

    def __init__(self, world: "World", number: int, name: str, work: Callable[[], None]):
        self.world, self.number, self.name = world, number, name
        self.greenlet = greenlet(functools.partial(self._run, work), world.hub)
        self.line, self.leaving = 0, False
        self.begun = False
        self.waits: tuple[Callable[[], bool], object] | None = None
        """What it waits for since a step of its own: when it can go on, and the thing."""
        self.refused: object = None
        """What it would have to wait for, if it took its next step now."""
        self.eager = False
        """Does it go on by itself as soon as it can? Only main, waiting where it has no step."""
        self.paused = self.fresh = False
        """Did it give its turn back before its line, and has it done nothing since?"""
        self.loops: list[list] = []
        self.kept: object = None
        self.handled: BaseException | None = None
        self.done, self.error = False, None

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except (GreenletExit, Refused):
            raise
        except BaseException as error:
            self.error = f"{type(error).__name__}: {error}".removesuffix(": ")
        self.done = True

    @property
    def ready(self) -> bool:
        """Can it be given a turn?"""
        return not self.done and (self.waits is None or self.waits[0]())

    def frames(self) -> list:
        """Its frames in the example's own file, the innermost first."""
        found, frame = [], self.greenlet.gr_frame
        while frame:
            if frame.f_code.co_filename == self.world.program.name:
                found.append(frame)
            frame = frame.f_back
        return found


class World:
    """One run of an example, in which each thread takes a step when it is told to."""

    def __init__(self, program: Program, models: dict | None = None):
        self.program, self.hub = program, greenlet.getcurrent()
        self.out: list[str] = []
        self.note = ""
        self.dead = self.inside_model = False
        self.without_a_turn = 0
        self.lanes = [Lane(self, 0, "main", self._main)]
        self.current = self.lanes[0]
        bound = (models or MODELS) | {"Thread": Thread}
        modules = {
            name: SimpleNamespace(**{word: self._bound(bound, name, word) for word in words})
            for name, words in KNOWN.items()
        }
        self.namespace = {
            "__name__": "__main__",
            "__builtins__": vars(builtins) | {"__import__": functools.partial(_import, modules)},
            "__step__": self.step,
            "__held__": functools.partial(Held, self.step),
            "__loop__": self.loop,
            "__kept__": self.keep,
            "print": self.print,
        }
        self.given = set(self.namespace)
        self.take(self.lanes[0])

    def _bound(self, models: dict, module: str, name: str):
        made = {
            "sleep": lambda seconds: None,  # a pause orders nothing: any thread may be next
            "current_thread": lambda: self.current_thread(),
            "main_thread": lambda: SimpleNamespace(name="MainThread"),
            "BrokenBarrierError": threading.BrokenBarrierError,
            "Empty": queue.Empty,
            "Full": queue.Full,
        }
        if name in made:
            return made[name]
        return type(name, (models[name],), {"world": self, "__module__": module})

    def _main(self) -> None:
        exec(self.program.code, self.namespace)

    # What the program calls.

    def step(self, line: int, leaving: bool = False) -> None:
        """The current thread gives its turn back before a line."""
        lane = self.current
        if self.dead:
            raise GreenletExit
        if self.inside_model:
            raise self.program.refuse(line, "a callback with lines of its own; use a lambda")
        lane.line, lane.leaving = line, leaving
        lane.paused = lane.fresh = False
        lane.handled = sys.exc_info()[1]
        if lane.number == 0 and all(other.done for other in self.lanes[1:]):
            self.without_a_turn += 1
            if self.without_a_turn > MOST_WITHOUT_A_TURN:
                raise self.program.refuse(line, "the main thread goes round and round here")
            return
        self.hub.switch()
        if self.dead:
            raise GreenletExit
        lane.paused = lane.fresh = True

    def loop(self, line: int, items):
        """Go through the items of a `for`; each but the first is a step of its own."""
        lane, iterator, gone = self.current, iter(items), [items, 0]
        lane.loops.append(gone)
        try:
            while True:
                if gone[1]:
                    self.step(line)
                gone[1] += 1
                try:
                    item = next(iterator)
                except StopIteration:
                    return
                yield item
        finally:
            lane.loops.remove(gone)

    def keep(self, value):
        """Remember a result that a `with` or `try` holds back."""
        self.current.kept = value
        return value

    def print(self, *values, sep=" ", end="\n", flush=False) -> None:
        """The example's print(); a line is printed at once."""
        text = (" " if sep is None else sep).join(map(str, values))
        self.out.append(text + ("\n" if end is None else end))

    # What the models call.

    def wait(self, ready: Callable[[], bool], on: object, committed: bool = False) -> None:
        """The current thread waits until it can go on.

        If nothing of its step has happened yet, the step is not taken at all: the one who takes
        it is told to take it later. A committed wait has begun: the thread stands in it.
        """
        lane, fresh = self.current, self.current.fresh
        lane.fresh = False
        if ready() and not committed:
            return
        if self.dead:
            raise GreenletExit
        line = self._line_of_first_call()
        if committed or (lane.number == 0 and (line != lane.line or not lane.paused)):
            lane.waits, lane.eager = (ready, on), not committed
        elif fresh and line == lane.line:
            lane.refused = on
        else:
            raise self.program.refuse(line, "two waits in one line; give each a line of its own")
        self.hub.switch()
        if self.dead:
            raise GreenletExit
        lane.waits, lane.eager = None, False

    def _line_of_first_call(self) -> int:
        """The line that waits. Refuses one that has read something before the wait."""
        frame = sys._getframe(2)
        name = frame.f_code.co_name
        while frame.f_code.co_filename != self.program.name:
            if frame.f_code.co_filename == __file__:
                name = frame.f_code.co_name
            frame = frame.f_back
        known = self.program.first_calls.get(frame.f_lineno)
        if self.inside_model or known != ("with" if name == "__enter__" else name):
            raise self.program.refuse(
                frame.f_lineno,
                f"{name}() may wait in the middle of this line; give it a line of its own",
            )
        return frame.f_lineno

    def current_thread(self):
        """The model of the thread that runs."""
        return self.current.thread if self.current.number else SimpleNamespace(name="MainThread")

    def call(self, function: Callable):
        """Call what the example has handed to a model: all in one step."""
        self.inside_model = True
        try:
            return function()
        finally:
            self.inside_model = False

    # What the explorer calls.

    def take(self, lane: Lane) -> bool:
        """Give a thread its turn; False if it could not take its step, and nothing has happened.

        After that this world is of no use.
        """
        self.note = ""
        self._switch(lane)
        if lane.refused is not None:
            return False
        while moves := [one for one in self.lanes if not one.begun or (one.eager and one.ready)]:
            self._switch(moves[0])  # to its first line, or on to its next one
        return True

    def _switch(self, lane: Lane) -> None:
        self.current, lane.begun = lane, True
        lane.greenlet.switch()

    def close(self) -> None:
        """End all threads."""
        self.dead = True
        for lane in self.lanes:
            if not lane.greenlet.dead:
                self.current = lane
                lane.greenlet.throw(GreenletExit)

    @property
    def data(self) -> dict:
        """The example's own global names."""
        own = self.namespace.keys() - self.given
        items = self.namespace.items()
        return {name: v for name, v in items if name in own and not name.startswith("__")}

    def things(self) -> dict[str, "Model"]:
        """The locks, queues and so on that the example's names lead to, by those names."""
        found: dict[str, Model] = {}
        for name, value in places(self.data):
            if isinstance(value, Model) and value not in found.values():
                found[name] = value
        return found

    def key(self) -> tuple:
        """All that decides how the program can go on, in a form that can be compared."""
        return Freezer(self).world()


def _import(modules, name, globals=None, locals=None, fromlist=(), level=0):
    return modules[name] if name in modules else __import__(name, globals, locals, fromlist, level)


class Model:
    """What threads wait for."""

    world: World
    inner: "Model | None" = None
    """A lock of its own that threads wait for by its name."""

    def state(self) -> tuple:
        """All that decides what it does next."""
        raise NotImplementedError

    def facts(self) -> tuple[Lane | None, str, list[Lane]]:
        """Who has it, how it is, who stands in it: for the reader."""
        return None, "", []

    def __getattr__(self, name: str):
        line = self.world.current.line
        what = f"{type(self).__name__}.{name}"
        raise self.world.program.refuse(line, f"{what} is not modelled for .orders")


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

    def wait(self):
        self._must_own("wait")
        me, count = self.world.current, self.inner.count
        self.inner.owner, self.inner.count = None, 0
        self.waiting.append(me)
        self.world.wait(lambda: me in self.woken and self.inner.owner is None, self, committed=True)
        self.woken.remove(me)
        self.inner.owner, self.inner.count = me, count
        return True

    def wait_for(self, predicate):
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

    def __init__(self, parties, action=None):
        self.parties, self.action = parties, action
        self.here: list[Lane] = []
        self.passing: list[Lane] = []

    def wait(self):
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


class Queue(Model):
    """First in, first out."""

    def __init__(self, maxsize=0):
        self.maxsize, self.items, self.unfinished = maxsize, deque(), 0

    def qsize(self):
        return len(self.items)

    def empty(self):
        return not self.items

    def full(self):
        return 0 < self.maxsize <= len(self.items)

    def put(self, item, block=True, timeout=None):
        if not block or timeout is not None:
            if self.full():
                self.world.note = "times out" if block else "finds it full"
                raise queue.Full
        else:
            self.world.wait(lambda: not self.full(), self)
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

    def task_done(self):
        if not self.unfinished:
            raise ValueError("task_done() called too many times")
        self.unfinished -= 1

    def join(self):
        self.world.wait(lambda: not self.unfinished, self)

    def state(self):
        return (self.maxsize, self.unfinished, self.items)

    def facts(self):
        return None, ", ".join(map(repr, self.items)) or "empty", []


class SimpleQueue(Queue):
    """A queue without a limit, and without join()."""

    def __init__(self):
        super().__init__()


class Thread(Model):
    """A thread; its lane exists from its start on."""

    OURS = ("target", "args", "kwargs", "given", "lane", "name")

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if daemon:
            raise self._refuse("an order of a daemon thread has no end of its own; leave daemon")
        code = getattr(getattr(target, "__func__", target), "__code__", None)
        if target and (code is None or code.co_filename != self.world.program.name):
            raise self._refuse("a thread runs a function of this file; wrap the call in one")
        self.target, self.args, self.kwargs = target, args, kwargs or {}
        self.given, self.lane = name, None
        self.name = name or ""

    def _refuse(self, why: str) -> Refused:
        frame = sys._getframe(2)
        while frame.f_code.co_filename != self.world.program.name:
            frame = frame.f_back
        return self.world.program.refuse(frame.f_lineno, why)

    def run(self):
        if self.target:
            self.target(*self.args, **self.kwargs)

    def start(self):
        if self.lane:
            raise RuntimeError("threads can only be started once")
        self.lane = Lane(self.world, len(self.world.lanes), "", self.run)
        self.lane.thread = self
        called = getattr(self.target, "__name__", type(self).__name__)
        self.name = self.given or f"Thread-{self.lane.number} ({called})"
        self.lane.name = self.given or self._call(called)
        self.world.lanes.append(self.lane)

    def _call(self, called: str) -> str:
        """`transfer(ann, bob, 50)`: which of several threads this is."""
        names = {id(value): name for name, value in places(self.world.data)}

        def said(value) -> str:
            plain = type(value) in (int, float, str, bool, type(None))
            return repr(value) if plain else names.get(id(value), "…")

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
        return ("new", self.given, self.target, self.args, self.kwargs, own)


MODELS: dict[str, type[Model]] = {
    model.__name__: model
    for model in (
        *(Lock, RLock, Condition, Semaphore, BoundedSemaphore, Event, Barrier, Queue),
        *(SimpleQueue, Thread),
    )
}


class Freezer:
    """Puts a world into a form that can be compared: what is equal here goes on equally."""

    def __init__(self, world: World):
        self.of, self.seen = world, {}
        self.numbers = itertools.count()

    def world(self) -> tuple:
        """The whole state of a world."""
        data = tuple((name, self.freeze(value)) for name, value in self.of.data.items())
        return data, tuple(map(self.lane, self.of.lanes)), tuple(self.of.out)

    def lane(self, lane: Lane) -> tuple:
        """A thread: where it stands, with which values of its own."""
        if lane.done:
            return ("done", lane.error)
        frames = lane.frames()
        self._callers(lane, frames)
        handled = lane.handled and (type(lane.handled).__name__, str(lane.handled))
        return (
            bool(lane.waits),
            lane.leaving,
            tuple((f.f_code.co_qualname, f.f_lasti, self.locals(f)) for f in frames),
            tuple(self.freeze(loop) for loop in lane.loops),
            self.freeze(lane.kept),
            handled,
        )

    def locals(self, frame) -> tuple:
        """The values of a function's own names."""
        if frame.f_code.co_name == "<module>":
            return ()
        return tuple((name, self.freeze(value)) for name, value in frame.f_locals.items())

    def _callers(self, lane: Lane, frames: list) -> None:
        """Refuse a step in the middle of a line that has read something before."""
        for inner, outer in itertools.pairwise(frames):
            line, name = outer.f_lineno, inner.f_code.co_name
            names = {
                "__init__": inner.f_code.co_qualname.split(".")[0],
                "__enter__": "with",
                "__exit__": "with",
            }
            if self.of.program.first_calls.get(line) != names.get(name, name):
                raise self.of.program.refuse(
                    line, f"{name}() takes steps in the middle of this line; give it its own line"
                )

    def freeze(self, value) -> object:
        """A value, with what it refers to; raises Refused for what cannot be looked into."""
        kind = type(value)
        if value is None or kind in (bool, int, float, str, bytes, range):
            return (kind.__name__, value)
        if id(value) in self.seen:
            return ("seen", self.seen[id(value)])
        self.seen[id(value)] = next(self.numbers)
        if kind in (list, tuple, deque):
            return (kind.__name__, *map(self.freeze, value))
        if kind is dict:
            return ("dict", *((self.freeze(k), self.freeze(v)) for k, v in value.items()))
        if kind in (set, frozenset):
            return (kind.__name__, *sorted(map(self.freeze, value), key=repr))
        if isinstance(value, Model):
            return (kind.__name__, *map(self.freeze, value.state()))
        if isinstance(value, FunctionType):
            return self._function(value)
        if isinstance(value, MethodType):
            return ("method", value.__name__, self.freeze(value.__self__))
        if isinstance(value, type):
            return self._class(value)
        if isinstance(value, BuiltinFunctionType | ModuleType | SimpleNamespace):
            return (kind.__name__, getattr(value, "__name__", ""))
        if isinstance(value, BaseException):
            return (kind.__name__, *map(self.freeze, value.args))
        if kind.__module__ == "__main__" and not hasattr(kind, "__slots__"):
            return (kind.__qualname__, self.freeze(vars(value)))
        line = self.of.current.line
        raise self.of.program.refuse(
            line, f"a {kind.__name__} cannot be looked into, so states cannot be told apart"
        )

    def _function(self, value: FunctionType) -> tuple:
        if value.__code__.co_filename != self.of.program.name:
            return ("function", value.__qualname__)
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        return (value.__qualname__, self.freeze(value.__defaults__), *map(self.freeze, cells))

    def _class(self, value: type) -> tuple:
        if value.__module__ != "__main__":
            return ("class", value.__name__)
        data = {
            name: item
            for name, item in vars(value).items()
            if not name.startswith("__") and type(item) in (int, float, str, list, dict, set, tuple)
        }
        return ("class", value.__qualname__, self.freeze(data))
