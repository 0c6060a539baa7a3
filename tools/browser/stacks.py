"""Stacks that are put aside and taken up again: by JSPI in a browser."""

import itertools
from collections.abc import Callable
from typing import Protocol

# Few calls, of numbers alone: each object that crosses over costs more than the switch itself.
HELPERS = """(() => {
  const gates = new Map();
  const shut = (here) => new Promise((open) => gates.set(here, open));
  const open = (there) => {
    const opened = gates.get(there);
    gates.delete(there);
    opened();
  };
  const swap = (here, there) => {
    const waits = shut(here);
    open(there);
    return waits;
  };
  const launch = (body) => {
    Promise.resolve().then(() => body.callPromising()).then(() => body.destroy());
  };
  const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  return { shut, open, swap, launch, later };
})()"""


class Stack:
    """A thread's stack: what it begins with, until it has begun, and what opens where it waits."""

    def __init__(self, body: Callable[[], None] | None = None):
        self.body = body
        self.gate: int | None = None


class Stacks(Protocol):
    """How stacks are switched; the scheduler decides which one goes on."""

    def switch(self, here: Stack, there: Stack) -> None:
        """Put the running stack aside, go on with the other; return when taken up again."""

    def leave(self, there: Stack) -> None:
        """Go on with the other stack; the running one ends."""

    def pause(self, seconds: float | None) -> None:
        """Let real time pass; None is for ever."""


class NoStacks(Stacks):
    """Of a scheduler under which there is one thread, which waits for nothing."""


class JspiStacks(Stacks):
    """The stacks of WebAssembly, each of which waits for a promise of JavaScript."""

    def __init__(self):
        # Imported here: a snapshot of Python's memory can hold nothing of JavaScript's.
        from pyodide.code import run_js  # pyright: ignore[reportMissingImports] - of the browser
        from pyodide.ffi import (  # pyright: ignore[reportMissingImports] - of the browser
            create_proxy,
            run_sync,
        )

        js, self._proxy, self._wait = run_js(HELPERS), create_proxy, run_sync
        self._shut, self._open, self._swap = js.shut, js.open, js.swap
        self._launch, self._later = js.launch, js.later
        self._numbers = itertools.count()

    def switch(self, here: Stack, there: Stack) -> None:
        here.gate = next(self._numbers)
        if there.body:
            shut = self._shut(here.gate)
            self.leave(there)
        else:
            gate, there.gate = there.gate, None
            shut = self._swap(here.gate, gate)
        self._wait(shut)

    def leave(self, there: Stack) -> None:
        if there.body:
            body, there.body = there.body, None
            self._launch(self._proxy(body))
        else:
            gate, there.gate = there.gate, None
            self._open(gate)

    def pause(self, seconds: float | None) -> None:
        forever = seconds is None
        self._wait(self._shut(next(self._numbers)) if forever else self._later(seconds * 1000))


def warm(stacks: Stacks) -> Stacks:
    """Switch once and back: the first time takes long, and a program may look at the clock."""
    here = Stack()
    stacks.switch(here, Stack(lambda: stacks.leave(here)))
    return stacks
