"""As much of greenlet as the exploration of interleavings needs, upon stacks that JSPI switches.

greenlet itself switches stacks of machine code, of which WebAssembly has none to offer.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from tools.browser.stacks import Stack, Stacks


class GreenletExit(BaseException):
    """Ends a greenlet without a word."""


class Frame:
    """A frame of a stack that is put aside, with the way to its caller.

    Nobody may follow the frame's own `f_back` then: it leads through what lay on the C stack.
    """

    def __init__(self, frame: FrameType, back: "Frame | None"):
        self.frame, self.f_back = frame, back
        self.f_code, self.f_lineno, self.f_lasti = frame.f_code, frame.f_lineno, frame.f_lasti

    @property
    def f_locals(self) -> Any:
        """The variables of the frame, as they are."""
        return self.frame.f_locals


def seen(frame: FrameType | None) -> Frame | None:
    """A frame and its callers, to be looked at while their stack is put aside."""
    chain = []
    while frame:
        chain.append(frame)
        frame = frame.f_back
    back = None
    for one in reversed(chain):
        back = Frame(one, back)
    return back


class greenlet:
    """`greenlet.greenlet`, for functions without arguments."""

    # Of the class, as greenlet has it: in one interpreter one of them runs, whoever made it.
    stacks: Stacks
    current: "greenlet"

    def __init__(self, run: Callable[[], Any] | None = None, parent: "greenlet | None" = None):
        self.parent: greenlet = parent or self  # the first one is its own
        self.stack = Stack((lambda: self._go(run)) if run else None)
        self.gr_frame: Frame | None = None
        self.dead = False
        self.thrown: BaseException | None = None

    @staticmethod
    def getcurrent() -> "greenlet":
        """The one that runs."""
        return greenlet.current

    def switch(self) -> None:
        """Run this one until somebody switches back."""
        me = greenlet.current
        me.gr_frame = seen(sys._getframe(1))
        greenlet.current = self
        greenlet.stacks.switch(me.stack, self.stack)
        greenlet.current, me.gr_frame = me, None
        if me.thrown:
            error, me.thrown = me.thrown, None
            raise error

    def throw(self, kind: type[BaseException] = GreenletExit) -> None:
        """Raise this in it; one that has not begun is dead at once."""
        if self.stack.body:
            self.dead, self.stack.body = True, None
            return
        self.thrown, self.parent = kind(), greenlet.current
        self.switch()

    def _go(self, run: Callable[[], Any]) -> None:
        try:
            run()
        except GreenletExit:
            pass
        except BaseException as error:
            self.parent.thrown = error
        self.dead = True
        greenlet.current = self.parent
        greenlet.stacks.leave(self.parent.stack)


def install(stacks: Stacks) -> None:
    """Be the module `greenlet` from now on; whoever calls this is the first one."""
    sys.modules["greenlet"] = sys.modules[__name__]
    greenlet.stacks, greenlet.current = stacks, greenlet()
