"""What an example with step points calls while it runs: where its threads give their turn back."""

import sys
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from greenlet import GreenletExit

from tools.interleavings.facts import Why
from tools.interleavings.fibers import GreenletFiber
from tools.interleavings.instrument import Held, Program
from tools.interleavings.primitives import threads
from tools.interleavings.scheduler import Detail

MOST_WITHOUT_A_STEP = 100_000  # lines or rounds that one thread may run while no other could


class Calls:
    """`scheduler.Runner` for threads that are greenlets."""

    program: Program
    fibers: list[GreenletFiber]
    current: GreenletFiber
    details: frozenset[Detail]
    dead = False
    taken: Any
    _line: Callable[[], int]
    refuse: Callable[..., NoReturn]
    need: Callable[[Detail], None]
    write: Callable[[str], None]
    _give_back: Callable[[], None]

    def __init__(self):
        self.without_a_step = 0
        self.seen_joined: dict[int, tuple] = {}

    def step(self, line: int, hidden: bool = False, leaving: bool = False) -> None:
        self.alive()
        self.current.come_to(line, hidden, leaving)
        self.current.frame = self._frame()
        if self._alone():
            self._count()
        else:
            self._give_back()

    def round(self, line: int, hidden: bool) -> None:
        self.alive()
        self.current.come_to(line, hidden, head=True)
        self.current.frame = self._frame()
        if len(self.fibers) == 1:
            self._count()
        else:
            self._give_back()  # also where main is alone: it may go round for ever

    def each(self, line: int, items, hidden: bool, quiet: bool = False):
        fiber = self.current
        if quiet:
            self._same(items)
        going = [items, iter(items), 0]
        fiber.loops.append(going)
        try:
            while True:
                if going[2] and not quiet:
                    self.step(line, hidden)
                going[2] += 1
                try:
                    item = next(going[1])
                except StopIteration:
                    return
                yield item
        finally:
            fiber.loops[:] = [loop for loop in fiber.loops if loop is not going]

    def quiet(self, several) -> bool:
        found = several if isinstance(several, list | tuple) else [several]
        fiber = self.current
        fiber.quiet = (
            fiber.number == 0
            and Detail.STARTS not in self.details
            and all(isinstance(one, threads.Thread) for one in found)
            and not any("start" in vars(k) or "join" in vars(k) for k in _own_classes(found))
        )
        return fiber.quiet

    def alive(self) -> None:
        if self.dead:
            raise GreenletExit

    def rounds(self, items):
        going, step = iter(items), None
        while True:
            if step is self.taken:  # the last item was of this step, too
                self.taken.through.append((self._line(), items))
            step = self.taken
            try:
                item = next(going)
            except StopIteration:
                return
            self._count()
            yield item

    def after(self, line: int, value):
        fiber, frame = self.current, self._frame()
        elsewhere = fiber.operated or fiber.frame != frame
        if elsewhere and not (self.dead or fiber.quiet or self._alone()):
            fiber.come_to(line, hidden=True, inside=True)
            fiber.frame = frame
            self._give_back()
        return value

    def _frame(self) -> int:
        """Which frame of the example calls: a number for as long as that frame is there."""
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename != self.program.name:
            frame = frame.f_back
        return id(frame)

    def entered(self, held: Held) -> None:
        self.current.held.append(held)

    def left(self, held: Held) -> None:
        self.current.held[:] = [one for one in self.current.held if one is not held]

    def print(self, *values, sep=" ", end="\n", flush=False, file=None) -> None:
        """The example's print(): at once and whole."""
        if file is not None:
            self.refuse(Why.STREAM)
        text = (" " if sep is None else sep).join(map(str, values))
        self.write(text + ("\n" if end is None else end))

    def _alone(self) -> bool:
        """Is there nobody but main?"""
        return self.current.number == 0 and all(other.done for other in self.fibers[1:])

    def _count(self) -> None:
        self.without_a_step += 1
        if self.without_a_step > MOST_WITHOUT_A_STEP:
            self.refuse(Why.NO_END)

    def _same(self, items) -> None:
        """Main goes through threads unseen; that is sound only if nobody changes which ones."""
        found = tuple(map(id, items))
        if self.seen_joined.setdefault(id(items), found) != found and len(self.fibers) > 1:
            self.need(Detail.STARTS)


def _own_classes(objects: list | tuple) -> Iterator[type]:
    """The classes of the example among theirs."""
    for one in objects:
        yield from (kind for kind in type(one).__mro__ if kind.__module__ == "__main__")
