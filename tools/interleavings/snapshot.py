"""When two states are one: when all of what decides how they go on is seen, and is equal.

What is seen of a thread that stands before a line: where each of its frames is, their variables,
how far its `for` loops have come, which `with` blocks it is in; and everything that all of this,
the global names and the thread's own arguments lead to. An interpreter keeps more than that:
operands of a line that is half evaluated, a result that a `finally` or a `with` holds back, how
far an iterator has come. Where any thread holds back such a thing, or leads to an object that
cannot be looked into, the state has no key: it is taken for another than every other state, and
what follows is explored by itself. So nothing can be forgotten in a key: what is not known here
to be visible prevents merging. (A state space explored with whole states stored: Holzmann, "The
SPIN Model Checker", 2003, chapter 8.)
"""

import abc
import collections
import contextlib
import enum
import functools
import itertools
import random
import typing
from collections import deque
from collections.abc import Iterator
from types import (
    BuiltinFunctionType,
    CellType,
    FrameType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

from tools.interleavings import calls, greenlets, instrument, primitives, scheduler
from tools.interleavings.fibers import GreenletFiber
from tools.interleavings.greenlets import World
from tools.interleavings.primitives import modules
from tools.interleavings.scheduler import Model

MOST_VALUES = 5000
PLAIN = (bool, int, str, bytes, range, type(None), type(...), type(NotImplemented))
BUILT_IN = (list, tuple, dict, set, frozenset, deque)
MARCHING = (  # iterators that say how far they have come
    *(type(iter([])), type(iter(())), type(iter(range(0))), type(iter("")), type(iter("é"))),
    *(enumerate, zip, itertools.count),
)
GIVEN = (ModuleType, modules.Module, modules.Moment, modules.Log, modules.Logger, modules.Chance)
NAMELESS = {scheduler.__file__}
"""Its frames stand between a call and the method of a model that is called."""
RUNNERS = {module.__file__ for module in (calls, contextlib, greenlets, instrument)}
MODELS = primitives.__path__[0]
NOT_LOOKED_AT = {
    *("__dict__", "__weakref__", "__doc__", "__annotations__", "__module__", "__qualname__"),
    *("__dataclass_fields__", "__dataclass_params__", "__match_args__", "__orig_bases__"),
    *("__parameters__", "_abc_impl", "_field_defaults", "__slots__"),
}
DESCRIPTORS = (
    *(MemberDescriptorType, GetSetDescriptorType, WrapperDescriptorType),
    type(vars(collections.namedtuple("One", "x"))["x"]),
)
FOUNDATIONS = (object, tuple, abc.ABC, typing.Generic)
COUNTING = (collections.Counter, collections.OrderedDict, collections.defaultdict)
ITERATED = (list, tuple, range, str)


class NotSeen(Exception):
    """Something decides how the program goes on that cannot be looked into."""


def key_of(world: World) -> tuple | None:
    """All that decides how a program goes on, equal for what is equal; None if not all is seen."""
    try:
        return _Snapshot(world).whole()
    except NotSeen:
        return None


class _Snapshot:
    """Gives each object that it comes to a number, in the order in which it comes to them.

    An address is another one in each run, and is in no key. The number stands for it: two names of
    one list are told from two lists that are equal, since only one of these will change.
    """

    def __init__(self, world: World):
        self.world, self.seen = world, {}
        self.alive: list[object] = []  # so that no number of an object is used for another one

    def whole(self) -> tuple:
        """The whole state of a world."""
        data = tuple((name, self.value(value)) for name, value in self.world.data.items())
        fibers = tuple(map(self.fiber, self.world.fibers))
        return data, fibers, self.value(self.world.hidden_state()), "".join(self.world.out)

    def fiber(self, fiber: GreenletFiber) -> tuple:
        """A thread."""
        if fiber.done:
            return ("done", fiber.error)
        if fiber.hidden:
            raise NotSeen
        frames = list(self.frames(fiber))
        return (
            (bool(fiber.waits), fiber.leaving, fiber.ending, fiber.error),
            self.positions(fiber, frames),
            tuple(map(self.variables, frames)),
            tuple(self.loop(*loop) for loop in fiber.loops),
            tuple(self.value(held.manager) for held in fiber.held),
            self.value(fiber.thread),
        )

    def positions(self, fiber: GreenletFiber, frames: list[FrameType]) -> tuple:
        """Where each frame is. The test of a `while` is compiled twice, and is one place."""
        places: list[tuple] = [(frame.f_code, frame.f_lasti) for frame in frames]
        if fiber.at_head and not fiber.waits:
            places[0] = (frames[0].f_code, f"line {fiber.line}")
        return tuple(places)

    def frames(self, fiber: GreenletFiber) -> Iterator[FrameType]:
        """The frames of the example and of the models; none of them may hold anything back."""
        inner: FrameType | None = None
        for frame in fiber.frames():
            file = frame.f_code.co_filename
            if file == self.world.program.name:
                if inner is not None and not self._holds_nothing(frame, inner):
                    raise NotSeen
                inner = frame
                yield frame
            elif file.startswith(MODELS):
                inner = frame
                yield frame
            elif inner is not None and file not in NAMELESS:
                inner = frame  # it matches no call of the example's: a callback
            elif inner is None and file not in RUNNERS | NAMELESS:
                raise NotSeen

    def _holds_nothing(self, frame: FrameType, inner: FrameType) -> bool:
        """Is the call in which a line stands all that it has evaluated so far?"""
        if inner.f_code is instrument.Held.__enter__.__code__:
            return True
        if inner.f_code is instrument.Held.__exit__.__code__:
            block, error = inner.f_locals["self"], inner.f_locals["error"]
            return not block.hidden and error[0] is None
        known = self.world.program.survey.plain.get(frame.f_lineno, frozenset())
        name = inner.f_code.co_name
        if name == "__init__":
            name = inner.f_code.co_qualname.split(".")[-2]
        return name in known

    def variables(self, frame: FrameType) -> tuple:
        """The variables of a function. Those of the module are the program's data."""
        if frame.f_code.co_name == "<module>":
            return ()
        return tuple((name, self.value(value)) for name, value in frame.f_locals.items())

    def loop(self, items: object, iterator: object, gone: int) -> tuple:
        """How far a `for` has come."""
        if type(items) in ITERATED:
            return self.value(items), gone
        return self.value(iterator), gone

    def value(self, value: Any) -> object:
        """A value with all that it leads to."""
        kind = type(value)
        if kind in PLAIN:
            return (kind.__name__, value)
        if kind in (float, complex):
            return (kind.__name__, repr(value))  # 0.0 is not -0.0 here
        if id(value) in self.seen:
            return ("seen", self.seen[id(value)])
        if len(self.seen) > MOST_VALUES:
            raise NotSeen
        self.seen[id(value)] = len(self.seen)
        self.alive.append(value)
        return self.parts(value, kind)

    def parts(self, value: Any, kind: type) -> tuple:
        """What an object leads to."""
        if kind in BUILT_IN:
            return (kind.__name__, *self._items(value, kind))
        if isinstance(value, Model):
            return (kind.__name__, self._class(kind), self._attributes(value))
        if isinstance(value, GreenletFiber):
            return ("fiber", value.number)
        if kind is FunctionType:
            return self._function(value)
        if kind is CellType:
            return ("cell", *([self.value(value.cell_contents)] if _is_full(value) else []))
        if kind is MethodType:
            return ("method", self.value(value.__func__), self.value(value.__self__))
        if kind is BuiltinFunctionType:
            return ("built in", value.__name__, self.value(value.__self__))
        if isinstance(value, type):
            return self._type(value)
        if isinstance(value, GIVEN):
            own = vars(value)
            return (kind.__name__, own.get("__name__") or own.get("name"))
        if isinstance(value, World):
            return ("world",)
        return self._other(value, kind)

    def _other(self, value: Any, kind: type) -> tuple:
        if kind in (staticmethod, classmethod):
            return (kind.__name__, self.value(value.__func__))
        if kind is property:
            return ("property", *map(self.value, (value.fget, value.fset, value.fdel)))
        if kind is functools.partial:
            return ("partial", *map(self.value, (value.func, value.args, value.keywords)))
        if kind is random.Random:
            return ("random", value.getstate())
        if kind in MARCHING:
            return (kind.__name__, self._reduced(value))
        if kind in COUNTING:
            factory = getattr(value, "default_factory", None)
            return (kind.__name__, self.value(factory), *self._items(value, dict))
        if kind in DESCRIPTORS:
            return (kind.__name__,)
        if isinstance(value, enum.Enum):
            own = {k: v for k, v in vars(value).items() if k != "__objclass__"}
            return ("member", self.value(kind), self.value(own))
        if isinstance(value, BaseException):
            context = self.value(value.__cause__), self.value(value.__context__)
            return (self.value(kind), self.value(value.args), self._attributes(value), *context)
        if kind is object:
            return ("object",)
        if kind.__module__ == "__main__":
            return self._instance(value, kind)
        raise NotSeen

    def _items(self, value: Any, kind: type) -> Iterator[object]:
        """What is in a container, in the order in which a program would meet it."""
        if kind is dict:
            return ((self.value(key), self.value(one)) for key, one in dict.items(value))
        return map(self.value, kind.__iter__(value))

    def _attributes(self, value: Any) -> tuple:
        own = getattr(value, "__dict__", {})
        return tuple((name, self.value(one)) for name, one in own.items())

    def _instance(self, value: Any, kind: type) -> tuple:
        """An object of a class of the example, which may extend a built-in one."""
        base = next((one for one in (*BUILT_IN, str, int, float) if issubclass(kind, one)), None)
        slots = [
            (name, self.value(slot.__get__(value)))
            for one in kind.__mro__
            for name, slot in vars(one).items()
            if type(slot) is MemberDescriptorType and _is_set(slot, value)
        ]
        given = [one for one in kind.__mro__ if one.__module__ != "__main__"]
        if any(one not in (base, *FOUNDATIONS) for one in given):
            raise NotSeen
        inner = () if base is None else tuple(self._content(value, base))
        return (self.value(kind), self._attributes(value), tuple(slots), inner)

    def _content(self, value: Any, base: Any) -> Iterator[object]:
        if base in BUILT_IN:
            return self._items(value, base)
        return iter([base.__repr__(value)])

    def _function(self, value: Any) -> tuple:
        inner = (value.__defaults__, value.__kwdefaults__, value.__closure__)
        return ("function", value.__code__, *map(self.value, inner), self._attributes(value))

    def _type(self, value: Any) -> tuple:
        """A class; what a class of the example holds may change."""
        if value.__module__ != "__main__" or issubclass(value, enum.Enum):
            return ("class", value.__module__, value.__qualname__)
        return ("class", value.__qualname__, self._class(value))

    def _class(self, kind: type) -> object:
        if kind.__module__ != "__main__":
            return kind.__name__
        own = (
            (name, self.value(one)) for name, one in vars(kind).items() if name not in NOT_LOOKED_AT
        )
        return (*map(self.value, kind.__bases__), *own)

    def _reduced(self, value: Any) -> object:
        try:
            return self.value(value.__reduce__())
        except TypeError:
            raise NotSeen from None


def _is_full(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True


def _is_set(slot: Any, value: Any) -> bool:
    try:
        slot.__get__(value)
    except AttributeError:
        return False
    return True
