"""One run of an example in which each thread takes a step when it is told to.

Each thread is a greenlet: it can stand still anywhere, also deep in calls, and all of them run in
one thread of the system, so that nothing else decides who is next. A thread gives its turn back
before every step (`step`), where it has to wait (`wait`), and before it uses a second lock, queue
and so on in one line (`used`). What it does from there to the next such place is one step.
"""

import builtins
import functools
import itertools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

from greenlet import GreenletExit, greenlet

from tools.interleavings.calls import Calls
from tools.interleavings.facts import Note, Refused, Why
from tools.interleavings.fibers import GreenletFiber, Wait
from tools.interleavings.instrument import Held, Program
from tools.interleavings.primitives import modules, pools, threads
from tools.interleavings.scheduler import Detail, Model
from tools.interleavings.values import places

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # no order of steps decides it
MOST_CHOICES = 26  # a letter of an address for each


class More(Exception):
    """The program can tell a difference that this exploration does not make."""

    def __init__(self, detail: Detail):
        self.detail = detail
        super().__init__(detail)


@dataclass
class Taken:
    """What happened in a step."""

    choices: list[tuple[int, int]]
    """Which of how many was chosen, for each choice that there was."""
    note: Note | None = None
    threads: tuple[int, ...] = ()
    through: list[tuple[int, object]] = field(default_factory=list)
    """What a comprehension went through for more than one item, with the line."""


class World(Calls):
    """One run of an example. After a step that could not be taken it is of no use any more."""

    def __init__(
        self,
        program: Program,
        details: frozenset[Detail] = frozenset(),
        kinds: dict[str, type[Model]] | None = None,
    ):
        super().__init__()
        self.program, self.details, self.hub = program, details, greenlet.getcurrent()
        self.out: list[str] = []
        self.taken = Taken([])
        self.wanted: list[int] = []
        self.failure: Refused | More | None = None
        self._reached: list[tuple[str, object]] | None = None
        self._threads, self._pools = itertools.count(1), itertools.count()
        self.modules = modules.Modules(self, kinds or modules.MODELS)
        main = modules.bound(threads.MainThread, self, "threading")()
        self.namespace = self._namespace()
        self.given = set(self.namespace)
        work = functools.partial(exec, program.code, self.namespace)
        self.fibers = [self._fiber(0, main, work)]
        main._fiber = self.current = self.fibers[0]
        self.take(self.fibers[0])

    def _namespace(self) -> dict[str, Any]:
        calls = {name: getattr(self, name) for name in CALLS}
        calls["held"] = functools.partial(Held, self)
        known = vars(builtins) | {"__import__": self.modules.imported, "print": self.print}
        return {
            "__name__": "__main__",
            "__builtins__": known,
            **{f"__{name}__": call for name, call in calls.items()},
        }

    # What the models call.

    def write(self, text: str) -> None:
        self.out.append(ADDRESS.sub(" at 0x…", text))

    def next_number(self) -> int:
        """The number in a thread's name."""
        return next(self._threads)

    def next_pool(self) -> int:
        """The number in the names of a pool's threads."""
        return next(self._pools)

    def names_a_thread(self) -> None:
        """Somebody asks which thread it is; in a pool that may be one or another."""
        if isinstance(self.current.thread, pools.Worker):
            self.need(Detail.WORKERS)

    def current_thread(self) -> threads.Thread:
        """`threading.current_thread()`."""
        self.names_a_thread()
        return self.current.thread

    def start(self, thread: threads.Thread) -> GreenletFiber:
        """A fiber for a new thread; it comes to its first line after the step that starts it."""
        fiber = self._fiber(len(self.fibers), thread, thread.run)
        self.fibers.append(fiber)
        return fiber

    def _fiber(self, number: int, thread: Model, work: Callable[[], Any]) -> GreenletFiber:
        fiber = GreenletFiber(number, thread, work, self.hub)
        if Detail.ENDS in self.details:
            fiber.end = self._end
        return fiber

    def _end(self) -> None:
        """A thread's end is a step where somebody may look whether it is alive."""
        self.current.ending = True
        self.current.come_to(0, hidden=False)
        if not self._alone():
            self._give_back()

    @contextmanager
    def used(self, method: str) -> Iterator[None]:
        fiber = self.current
        if not fiber.depth:
            if fiber.operated and not (fiber.quiet or self.dead or self._alone()):
                fiber.come_to(fiber.line, hidden=True, inside=True)
                self._give_back()
            fiber.operated, fiber.method = True, method
        fiber.depth += 1
        try:
            yield
        finally:
            fiber.depth -= 1

    def wait(
        self,
        ready: Callable[[], bool],
        on: Model,
        *,
        began: bool = False,
        expires: Callable[[], bool] | None = None,
    ) -> bool:
        fiber = self.current
        fresh, fiber.fresh = fiber.fresh, False
        if ready() and not began:
            return True
        self.alive()
        line = self._line()
        if began or fiber.quiet:
            fiber.waits = Wait(ready, on, expires, eager=not began)
        elif fresh and line == fiber.line and self._steady(line):
            fiber.refused = on  # nothing has happened yet: the step is taken later
        else:
            self.remark(Note.ENTERS)
            fiber.waits = Wait(ready, on, expires)
        self._give_back()
        fiber.waits, fiber.operated = None, True
        return ready()

    def _steady(self, line: int) -> bool:
        """Has this line read nothing, before it waits, that may be another thing later?"""
        known = self.program.survey.steady.get(line)
        return known == self.current.method or (known, self.current.method) == WITH

    def choose(self, options: int) -> int:
        if options < 2:
            return 0
        if options > MOST_CHOICES:
            self.refuse(Why.TOO_MANY_STATES, number=options)
        made = self.taken.choices
        chosen = self.wanted[len(made)] if len(made) < len(self.wanted) else 0
        made.append((chosen, options))
        return chosen

    def remark(self, note: Note, threads: tuple[int, ...] = ()) -> None:
        self.taken.note, self.taken.threads = note, threads

    def has(self, detail: Detail) -> bool:
        return detail in self.details

    def need(self, detail: Detail) -> None:
        if detail not in self.details:
            self._fail(More(detail))

    def refuse(self, why: Why, what: str = "", number: int = 0) -> NoReturn:
        self._fail(self.program.refused(self._line(), why, what, number))

    def _fail(self, failure: Refused | More) -> NoReturn:
        """Give up, whatever the example does about exceptions."""
        self.alive()
        if greenlet.getcurrent() is self.hub:  # somebody looks at the run; no thread is on
            raise failure
        self.failure = failure
        self.hub.switch()
        raise GreenletExit

    # How turns are given and given back.

    def _give_back(self) -> None:
        fiber = self.current
        self.hub.switch()
        self.alive()
        fiber.fresh = not fiber.inside
        fiber.operated = False

    def _line(self) -> int:
        """The line of the example that is being run."""
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename != self.program.name:
            frame = frame.f_back
        return frame.f_lineno if frame else self.current.line

    def take(self, fiber: GreenletFiber, choices: list[int] | None = None) -> bool:
        """Give a thread its turn; False if it could not take its step, and nothing has happened."""
        self.taken, self.wanted = Taken([]), choices or []
        self._switch(fiber)
        if fiber.refused is not None:
            return False
        while moves := [one for one in self.fibers if one.moves_by_itself]:
            self._switch(moves[0])  # to its first line, or on to its next one
        return True

    def _switch(self, fiber: GreenletFiber) -> None:
        self.current, fiber.begun, self._reached = fiber, True, None
        fiber.greenlet.switch()
        if self.failure:
            self.close()
            raise self.failure

    def close(self) -> None:
        """End all threads."""
        self.dead = True
        for fiber in self.fibers:
            if not fiber.greenlet.dead:
                self.current = fiber
                fiber.greenlet.throw(GreenletExit)

    # What there is to see.

    @property
    def data(self) -> dict[str, Any]:
        """The example's own global names."""
        own = self.namespace.keys() - self.given
        items = self.namespace.items()
        return {name: v for name, v in items if name in own and not name.startswith("__")}

    def hidden_state(self) -> tuple:
        """What the stand-ins for modules remember."""
        return self.modules.random.state(), repr(self._threads), repr(self._pools)

    @property
    def may_end(self) -> bool:
        """Is there no thread left that the program waits for?"""
        return all(fiber.done or fiber.thread.daemon for fiber in self.fibers)

    def reached(self) -> list[tuple[str, object]]:
        """All that the example's names lead to, while no thread is on."""
        if self._reached is None:
            self._reached = list(places(self.data))
        return self._reached

    def things(self) -> dict[str, Model]:
        """The locks, queues and so on among that, by those names."""
        found: dict[str, Model] = {}
        for name, value in self.reached():
            if isinstance(value, Model) and not any(value is one for one in found.values()):
                found[name] = value
        return found


WITH = ("with", "acquire")
CALLS = ("step", "round", "each", "quiet", "alive", "rounds", "after")
