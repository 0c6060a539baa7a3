"""Put a world into a form that can be compared: what is equal here goes on equally."""

import itertools
from collections import deque
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING

from tools.interleavings.primitives import Model

if TYPE_CHECKING:
    from tools.interleavings.scheduler import Lane, World


MOST_VALUES = 5000


class Freezer:
    """Gives each thing that a world refers to a number, so that the same thing stays the same."""

    def __init__(self, world: "World"):
        self.of, self.seen = world, {}
        self.numbers, self.many = itertools.count(), 0

    def world(self) -> tuple:
        """The whole state of a world."""
        data = tuple((name, self.freeze(value)) for name, value in self.of.data.items())
        return data, tuple(map(self.lane, self.of.lanes)), tuple(self.of.out)

    def lane(self, lane: "Lane") -> tuple:
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
            tuple(self.loop(*loop) for loop in lane.loops),
            self.freeze(lane.kept),
            handled,
        )

    def loop(self, items: object, gone: int, line: int) -> tuple:
        """How far a `for` has come. The iterator of another kind may know more than that."""
        if type(items) not in (list, tuple, range, str):
            raise self.of.program.refuse(
                line, "a `for` with steps in it goes through a list, tuple, range or str"
            )
        return self.freeze(items), gone

    def locals(self, frame) -> tuple:
        """The values of a function's own names."""
        if frame.f_code.co_name == "<module>":
            return ()
        return tuple((name, self.freeze(value)) for name, value in frame.f_locals.items())

    def _callers(self, lane: "Lane", frames: list) -> None:
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
        self.many += 1
        if self.many > MOST_VALUES:
            line = self.of.current.line
            raise self.of.program.refuse(line, f"too large: more than {MOST_VALUES:,} values")
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
        if isinstance(value, BuiltinFunctionType | ModuleType):
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
