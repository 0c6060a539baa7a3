"""One run of an example in which each thread takes a step when it is told to.

Each thread is a greenlet. It gives its turn back before every step, and where it has to wait.
"""

import builtins
import functools
import itertools
import queue
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

from greenlet import GreenletExit, greenlet

from tools.interleavings import primitives as models
from tools.interleavings.frozen import Freezer
from tools.interleavings.instrument import KNOWN, Held, Program, Refused, places
from tools.interleavings.primitives import MODELS, Model, StandIn

MOST_WITHOUT_A_TURN = 100_000  # lines that one thread may run while no other could


class Lane:
    """A thread of the example: where it stands, and what it waits for."""

    def __init__(self, world: "World", number: int, name: str, work: Callable[[], None]):
        self.world, self.number, self.name = world, number, name
        self.greenlet = greenlet(functools.partial(self._run, work), world.hub)
        self.thread: models.Thread | None = None
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
        except GreenletExit:
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

    def __init__(self, program: Program, kinds: dict[str, type[Model]] | None = None):
        self.program, self.hub = program, greenlet.getcurrent()
        self.out: list[str] = []
        self.note = ""
        self.dead = self.inside_model = False
        self.without_a_turn = 0
        self.refusal: Refused | None = None
        self.numbers = itertools.count(1)  # in the names of threads
        self.lanes = [Lane(self, 0, "main", self._main)]
        self.current = self.lanes[0]
        kinds = kinds or MODELS
        modules = {
            name: StandIn(self, name, {word: self._bound(kinds, name, word) for word in words})
            for name, words in KNOWN.items()
        }
        self.main_thread = StandIn(self, "main_thread()", {"name": "MainThread"})
        self.namespace = {
            "__name__": "__main__",
            "__builtins__": vars(builtins) | {"__import__": functools.partial(_import, modules)},
            "__step__": self.step,
            "__held__": functools.partial(Held, self.step),
            "__loop__": self.loop,
            "__kept__": self.keep,
            "__quiet__": self.quiet,
            "print": self.print,
        }
        self.given = set(self.namespace)
        self.take(self.lanes[0])

    def _bound(self, kinds: dict, module: str, name: str):
        made = {
            "sleep": lambda seconds: None,  # a pause orders nothing: any thread may be next
            "current_thread": lambda: self.current_thread(),
            "main_thread": lambda: self.main_thread,
            "BrokenBarrierError": threading.BrokenBarrierError,
            "Empty": queue.Empty,
            "Full": queue.Full,
        }
        if name in made:
            return made[name]
        return type(name, (kinds[name],), {"world": self, "__module__": module})

    def _main(self) -> None:
        exec(self.program.code, self.namespace)

    # What the program calls.

    def step(self, line: int, leaving: bool = False) -> None:
        """The current thread gives its turn back before a line."""
        lane = self.current
        if self.dead:
            raise GreenletExit
        if self.inside_model:
            self.refuse(line, "a callback with lines of its own; use a lambda")
        lane.line, lane.leaving = line, leaving
        lane.paused = lane.fresh = False
        lane.handled = sys.exc_info()[1]
        if lane.number == 0 and all(other.done for other in self.lanes[1:]):
            self.without_a_turn += 1
            if self.without_a_turn > MOST_WITHOUT_A_TURN:
                self.refuse(line, "the main thread goes round and round here")
            return
        self.hub.switch()
        if self.dead:
            raise GreenletExit
        lane.paused = lane.fresh = True

    def quiet(self, threads) -> bool:
        """Is this a thread, or several and nothing else?"""
        several = threads if isinstance(threads, list | tuple) else [threads]
        return all(isinstance(thread, models.Thread) for thread in several)

    def loop(self, line: int, items, quiet: bool = False):
        """Go through the items of a `for`; each but the first is a step of its own."""
        if quiet:
            yield from items
            return
        lane, iterator, gone = self.current, iter(items), [items, 0, line]
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
            lane.loops[:] = [loop for loop in lane.loops if loop is not gone]

    def keep(self, value):
        """Remember a result that a `with` or `try` holds back."""
        self.current.kept = value
        return value

    def print(self, *values, sep=" ", end="\n", flush=False, file=None) -> None:
        """The example's print(); a line is printed at once."""
        if file is not None:
            self.refuse(self.current.line, "print() goes to standard output only; leave file out")
        text = (" " if sep is None else sep).join(map(str, values))
        self.out.append(text + ("\n" if end is None else end))

    # What the models call.

    def start(self, thread: models.Thread) -> Lane:
        """A lane for a new thread; it comes to its first line after the step that started it."""
        lane = Lane(self, len(self.lanes), thread.label(), thread.run)
        lane.thread = thread
        self.lanes.append(lane)
        return lane

    def refuse(self, line: int, why: str) -> NoReturn:
        """Give up, whatever the example does about exceptions."""
        if self.dead:
            raise GreenletExit
        self.refusal = self.program.refuse(line, why)
        self.hub.switch()
        raise GreenletExit

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
            self.refuse(line, "two waits in one line; give each a line of its own")
        self.hub.switch()
        if self.dead:
            raise GreenletExit
        lane.waits, lane.eager = None, False

    def _line_of_first_call(self) -> int:
        """The line that waits. Refuses one that has read something before the wait."""
        frame = sys._getframe(2)
        name = frame.f_code.co_name
        while frame.f_code.co_filename != self.program.name:
            if frame.f_code.co_filename == models.__file__:
                name = frame.f_code.co_name
            frame = frame.f_back
        known = self.program.first_calls.get(frame.f_lineno)
        if self.inside_model or known != ("with" if name == "__enter__" else name):
            self.refuse(
                frame.f_lineno,
                f"{name}() may wait in the middle of this line; give it a line of its own",
            )
        if frame.f_lineno in self.program.unsteady:
            self.refuse(
                frame.f_lineno,
                f"{name}() may wait after this line has read what a thread may change meanwhile; "
                "read that in a line before",
            )
        return frame.f_lineno

    def current_thread(self):
        """The model of the thread that runs."""
        return self.current.thread or self.main_thread

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
        if self.refusal:
            self.close()
            raise self.refusal

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
            known = isinstance(value, StandIn) or value in found.values()
            if isinstance(value, Model) and not known:
                found[name] = value
        return found

    def key(self) -> tuple:
        """All that decides how the program can go on, in a form that can be compared."""
        return Freezer(self).world()


def _import(modules, name, globals=None, locals=None, fromlist=(), level=0):
    return modules[name] if name in modules else __import__(name, globals, locals, fromlist, level)
