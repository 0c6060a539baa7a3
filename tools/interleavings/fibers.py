"""A thread of an example, as a fiber: where it stands, and what it waits for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

from greenlet import GreenletExit, greenlet


@dataclass(frozen=True)
class Wait:
    """What a thread waits for since a step of its own."""

    ready: Callable[[], bool]
    on: Any
    """The model."""
    expires: Callable[[], bool] | None = None
    """May its time be up now? None if it waits without a limit."""
    eager: bool = False
    """Does it go on by itself as soon as it can? Only main, where it joins without a step."""

    @property
    def is_over(self) -> bool:
        """Can it go on, one way or the other?"""
        return self.ready() or bool(self.expires and self.expires())


class GreenletFiber:
    """A thread of the example, on a stack of its own that greenlet switches to."""

    def __init__(self, number: int, thread: Any, work: Callable[[], Any], hub: greenlet):
        self.number, self.thread, self.work = number, thread, work
        self.greenlet = greenlet(self._run, hub)
        self.line = 0
        self.leaving = self.hidden = self.inside = self.at_head = self.ending = False
        self.begun = self.done = False
        self.error: str | None = None
        self.fresh = False
        """Has nothing happened since it was given its turn?"""
        self.frame = 0
        """The frame of the example in which its last step began."""
        self.operated = False
        """Has it used a model in this step?"""
        self.quiet = False
        """Does it start and join threads without a step?"""
        self.depth, self.method = 0, ""
        """How deep it is in calls of models, and the first of them."""
        self.waits: Wait | None = None
        self.refused: Any = None
        """What it would have to wait for, if it took its next step now."""
        self.loops: list[list] = []
        """For each `for` that it is in: the items, the iterator, how many are gone."""
        self.held: list[Any] = []
        """The `with` blocks that it is in."""
        self.end: Callable[[], None] = lambda: None
        """Called when its work is done."""

    def _run(self) -> None:
        try:
            self.work()
        except GreenletExit:
            raise
        except SystemExit:
            pass  # ends a thread without a word
        except BaseException as error:
            self.error = _described(error)
        self.end()
        self.done = True

    def come_to(
        self,
        line: int,
        hidden: bool,
        leaving: bool = False,
        inside: bool = False,
        head: bool = False,
    ) -> None:
        """Stand before a step."""
        self.line, self.hidden, self.leaving = line, hidden, leaving
        self.inside, self.at_head = inside, head
        self.fresh = self.operated = self.quiet = False

    @property
    def ready(self) -> bool:
        """Can it be given a turn?"""
        return not self.done and (self.waits is None or self.waits.is_over)

    @property
    def moves_by_itself(self) -> bool:
        """Does it go on without being told, because nobody could tell when?"""
        return not self.begun or bool(self.waits and self.waits.eager and self.waits.ready())

    def frames(self) -> Iterator[FrameType]:
        """Its frames, the innermost first."""
        frame = self.greenlet.gr_frame
        while frame:
            yield frame
            frame = frame.f_back


def _described(error: BaseException) -> str:
    """As the last line of a traceback."""
    try:
        said = str(error)
    except Exception:
        said = "<exception str() failed>"
    return f"{type(error).__name__}: {said}".removesuffix(": ")
