"""Stacks that are put aside and taken up again: by JSPI in a browser."""

from collections.abc import Callable
from typing import Protocol

HELPERS = """({
  gate: () => {
    let open;
    const shut = new Promise((resolve) => { open = resolve; });
    return { open, shut: () => shut };
  },
  launch: (body) => {
    Promise.resolve().then(() => body.callPromising()).then(() => body.destroy());
  },
  later: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
})"""


class Stack:
    """A thread's stack: what it begins with, until it has begun, and what opens where it waits."""

    def __init__(self, body: Callable[[], None] | None = None):
        self.body = body
        self.gate = None


class Stacks(Protocol):
    """How stacks are switched; the scheduler decides which one goes on."""

    def switch(self, here: Stack, there: Stack) -> None:
        """Put the running stack aside, go on with the other; return when taken up again."""

    def leave(self, there: Stack) -> None:
        """Go on with the other stack; the running one ends."""

    def pause(self, seconds: float | None) -> None:
        """Let real time pass; None is for ever."""


class JspiStacks(Stacks):
    """The stacks of WebAssembly, each of which waits for a promise of JavaScript."""

    def __init__(self):
        # Imported here: a snapshot of Python's memory can hold nothing of JavaScript's.
        from pyodide.code import run_js
        from pyodide.ffi import create_proxy, run_sync

        self._js, self._proxy, self._wait = run_js(HELPERS), create_proxy, run_sync

    def switch(self, here: Stack, there: Stack) -> None:
        here.gate = self._js.gate()
        shut = here.gate.shut()
        self.leave(there)
        self._wait(shut)

    def leave(self, there: Stack) -> None:
        if there.body:
            body, there.body = there.body, None
            self._js.launch(self._proxy(body))
        else:
            gate, there.gate = there.gate, None
            gate.open()

    def pause(self, seconds: float | None) -> None:
        self._wait(self._js.gate().shut() if seconds is None else self._js.later(seconds * 1000))


def warm(stacks: Stacks) -> Stacks:
    """Switch once and back: the first time takes long, and a program may look at the clock."""
    here = Stack()
    stacks.switch(here, Stack(lambda: stacks.leave(here)))
    return stacks
