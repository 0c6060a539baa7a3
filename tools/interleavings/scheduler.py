"""What the parts agree on: who runs a program with step points, and who decides whose turn it is.

There are two runners: `greenlets` plays all threads in one, under the models of `primitives`; the
tests' `forced.py` has real threads and real locks take the same steps.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from enum import StrEnum, auto
from typing import Any, NoReturn, Protocol

from tools.interleavings.facts import Note, Thing, Why
from tools.interleavings.values import ITS_OWN


class Detail(StrEnum):
    """What is a step of its own only where a program can tell the difference.

    Each further step multiplies the interleavings, and those that no program can tell apart say
    nothing. So an exploration begins without these, and whoever would tell one `need`s it: then
    all begins anew, with it.
    """

    STARTS = auto()
    """The start of a thread: some other thread looks whether it has been started."""
    ENDS = auto()
    """The end of a thread: somebody asks whether it is alive, or joins it for a time only."""
    ROOMS = auto()
    """To begin waiting for an event: it is cleared again, and wakes those only who wait already."""
    WORKERS = auto()
    """Which worker of a pool does a task, and how many there are: somebody asks for a name."""


class Runner(Protocol):
    """What an instrumented program calls."""

    def step(self, line: int, hidden: bool = False, leaving: bool = False) -> None:
        """The thread comes to a line. Hidden: what it holds back is not seen by looking at it."""
        ...

    def round(self, line: int, hidden: bool) -> None:
        """The thread comes to a `while`, from above or from its end."""
        ...

    def each(self, line: int, items: Any, hidden: bool, quiet: bool = False) -> Iterator:
        """Go through the items of a `for`; each but the first is a step of its own."""
        ...

    def quiet(self, threads: Any) -> bool:
        """May starting or joining these be no step? Nobody can tell when it happens."""
        ...

    def alive(self) -> None:
        """Raise again what ends a thread that is of no more use."""
        ...

    def rounds(self, items: Any) -> Iterator:
        """Go through the items of a comprehension."""
        ...

    def after(self, line: int, value: Any) -> Any:
        """Hand on what a call has given; the rest of its line may be a step of its own."""
        ...

    def entered(self, held: Any) -> None:
        """The thread has entered a `with`."""
        ...

    def left(self, held: Any) -> None:
        """The thread leaves it."""
        ...


class Fiber(Protocol):
    """A thread of the example, as the models know it: it gives its turn back by itself alone."""

    number: int
    done: bool
    thread: Any


class Scheduler(Protocol):
    """What the models call: it decides whose turn it is."""

    current: Any
    fibers: list[Any]
    dead: bool
    """Are the threads being ended, because this run is of no more use?"""

    @property
    def data(self) -> dict[str, Any]:
        """The example's own global names."""
        ...

    def wait(
        self,
        ready: Callable[[], bool],
        on: "Model",
        *,
        began: bool = False,
        expires: Callable[[], bool] | None = None,
    ) -> bool:
        """The current thread waits until it can go on; False if its time is up before.

        Nobody stands in a queue. `ready` is asked in each state, of each thread that waits; whoever
        could go on may be the next, since the library promises no order: so of several that wait
        for a lock that is given back, each one's turn is explored.

        `began`: others can see already that it waits. Without that, and if nothing of its line has
        happened that others may interfere with, the step is not taken at all: it is taken later.
        """
        ...

    def choose(self, options: int) -> int:
        """What the library does not promise: one of several, each of which is explored."""
        ...

    def start(self, thread: Any) -> Fiber:
        """A fiber for a new thread."""
        ...

    def used(self, method: str) -> AbstractContextManager:
        """A thread uses a model: from the second time in a line on, in a step of its own.

        The first one is the line's own step. Between two, as in `q.put(lock.locked())`, another
        thread may come, as it may between any two calls of a line.
        """
        ...

    def remark(self, note: Note, threads: tuple[int, ...] = ()) -> None:
        """Say what happens in this step."""
        ...

    def step(self, line: int, hidden: bool = False, leaving: bool = False) -> None:
        """The current thread comes to a line; 0 where it has none."""
        ...

    def current_thread(self) -> Any:
        """The thread that asks for itself."""
        ...

    def names_a_thread(self) -> None:
        """Somebody asks which thread it is; in a pool that may be one or another."""
        ...

    def next_number(self) -> int:
        """The number in a thread's name."""
        ...

    def next_pool(self) -> int:
        """The number in the names of a pool's threads."""
        ...

    def write(self, text: str) -> None:
        """Print."""
        ...

    def has(self, detail: Detail) -> bool:
        """Are these steps of their own?"""
        ...

    def need(self, detail: Detail) -> None:
        """Give up this exploration and begin it anew, with more steps, unless it has these."""
        ...

    def refuse(self, why: Why, what: str = "", number: int = 0) -> NoReturn:
        """Give up: the current line cannot be treated faithfully."""
        ...


class Model:
    """What stands in for a thing of the standard library; each run has classes of its own."""

    world: Scheduler
    inner: Any = None
    """A lock of its own that threads wait for by its name."""
    real: type | None = None
    """What it stands in for."""
    open_to_subclasses = False
    sealed = False
    """Does the real thing take no further attributes?"""

    def __init_subclass__(cls) -> None:
        if cls.__module__ == "__main__" and not cls.open_to_subclasses:
            cls.world.refuse(Why.SUBCLASS, cls.__mro__[1].__name__)

    def fact(self) -> Thing | None:
        """How it is, for the reader; None if there is nothing to show."""
        return None

    def __getattr__(self, name: str):
        kind = type(self)
        if name.startswith("__") or (
            kind.__module__ == "__main__" and not _is_of_library(kind, name)
        ):
            raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}")
        self.world.refuse(Why.NO_METHOD, f"{kind.__name__}.{name}")

    def __setattr__(self, name: str, value: object):
        if self.sealed and not name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        object.__setattr__(self, name, value)


def _is_of_library(kind: type[Model], name: str) -> bool:
    """Does the real thing have an attribute by this name, for all that a subclass may add?"""
    return name.startswith("_") or name in ITS_OWN or hasattr(kind.real, name)


def operation(method):
    """A method that the program calls; what models call among themselves is none."""

    @functools.wraps(method)
    def called(self, *args, **options):
        with self.world.used(method.__name__):
            return method(self, *args, **options)

    return called
