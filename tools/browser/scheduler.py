"""Who runs when: green threads, of which one runs at a time.

Without a seed a thread keeps its turn for a slice of time, as under CPython's GIL. With one, chance
decides at each step point, always in the same way for the same seed, and time is counted in steps,
so that a run can be repeated.
"""

import gc
import itertools
import math
import random
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tools.browser.stacks import Stack, Stacks

SLICE = 0.005  # seconds, as sys.getswitchinterval()
TICK = 1e-5  # seconds that a step takes where time is counted in steps
real_time, real_clock = time.time, time.monotonic  # before the module is patched


class Deadlock(BaseException):
    """Raised in the main thread when no thread can go on; no program catches it by mistake."""


class TooLong(BaseException):
    """Raised in each thread once a run has taken more steps than it may."""


@dataclass(eq=False)
class GreenThread:
    """A thread: its stack, and what it waits for."""

    ident: int
    stack: Stack = field(default_factory=Stack)
    until: float | None = None
    """When it stops waiting."""
    waiters: deque | None = None
    """The queue of those that wait for the same thing, while it is in there."""
    notified: bool = False
    """Was it called, or was its time over?"""
    line: int = 0
    """Of the program, where it waits: the frames of a stack that is put aside cannot be read."""
    thrown: BaseException | None = None
    """Raised in it when it goes on."""

    @property
    def due(self) -> float:
        """When it stops waiting; never, if nothing but a notification ends that."""
        return math.inf if self.until is None else self.until


@dataclass(frozen=True)
class Event:
    """What a watcher is told: `thread` runs `line` from this step on, waits there, or has ended."""

    step: int
    thread: int
    what: str
    """`run`, `wait` or `end`."""
    line: int


class Scheduler:
    """Gives the turn to one green thread after the other."""

    def __init__(
        self,
        stacks: Stacks,
        *,
        seed: int | None = None,
        chance: float = 0.2,
        skip_waits: bool = False,
        hasty: bool = False,
        collect: bool = True,
        most_steps: int | None = None,
        on_deadlock: Callable[["Scheduler"], None] | None = None,
        watch: Callable[[Event], None] | None = None,
        program: str = "",
    ):
        """`chance` is that of a switch at a step; `program` is the file whose lines are told.

        With `skip_waits` the clock is put on instead of waiting where every thread sleeps; a seed
        implies that. `hasty`: with a seed it is put on at any time, as where the others are slow;
        a sleep or a time limit may be over before anything else has happened. Without
        `on_deadlock` the main thread gets a Deadlock. `collect`: garbage may be collected where
        there is only one thread; not so, if stacks of earlier runs are still put aside.
        """
        self.stacks, self.seed, self.chance, self.program = stacks, seed, chance, program
        self.skip_waits = skip_waits or seed is not None
        self.hasty, self.collect = hasty, collect
        self.switches = 0
        self.most_steps, self.on_deadlock, self.watch = most_steps, on_deadlock, watch
        self.random = random.Random(seed)
        self.main = self.current = GreenThread(1)
        self.threads = {1: self.main}
        self.idents = itertools.count(2)
        self.handles: list[Any] = []  # by which threading knows those that were started
        self.runnable = deque([self.main])
        self.sleeping: list[GreenThread] = []
        self.steps = 0
        self.skipped = 0.0
        self.idle = 0.0  # seconds in which no thread ran
        self.left = 0.0  # when the last one was put aside
        self.began = real_time()
        self.slice = self.now()

    def now(self) -> float:
        """Seconds of the program's monotonic clock."""
        if self.seed is not None:
            return self.skipped + self.steps * TICK
        return real_clock() + self.skipped

    def today(self) -> float:
        """Seconds of the program's calendar clock."""
        if self.seed is not None:
            return self.began + self.now()
        return real_time() + self.skipped

    def busy(self) -> float:
        """Seconds that threads have run: the program's `time.process_time`."""
        return self.now() - self.idle

    # What threads call.

    def step(self, value=None):
        """A point where the turn may go to another thread; returns `value`, so it fits anywhere."""
        self.steps += 1
        if self.most_steps is not None and self.steps > self.most_steps:
            raise TooLong
        if self.watch:
            self._tell("run", self.own_line(sys._getframe(1)))
        if len(self.runnable) > 1 or self.sleeping:
            if self.seed is not None:
                if self.random.random() < self.chance:
                    self.yield_turn()
            elif not self.steps & 63 and self.now() - self.slice > SLICE:
                self.yield_turn()
        return value

    def yield_turn(self) -> None:
        """Let whoever is next go on; that may be who has the turn."""
        me = self.current
        self.runnable.remove(me)
        self.runnable.append(me)
        self._go_on(me)

    def wait(self, waiters: deque | None, until: float | None = None) -> bool:
        """The current thread waits until it is notified (True) or its time is over (False)."""
        me = self.current
        if until is not None and until <= self.now():
            return False
        me.notified, me.until, me.waiters = False, until, waiters
        me.line = self.own_line(sys._getframe(1))
        if self.watch:
            self._tell("wait", me.line)
        self.runnable.remove(me)
        if waiters is not None:
            waiters.append(me)
        if until is not None:
            self.sleeping.append(me)
        self._go_on(me)
        return me.notified

    def notify(self, waiters: deque) -> None:
        """Wake the thread that has waited longest, if any waits."""
        if waiters:
            self._wake(waiters[0], notified=True)

    def sleep(self, seconds: float) -> None:
        """The `time.sleep` of a program."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if seconds == 0:
            self.yield_turn()
        else:
            self.wait(None, self.now() + seconds)

    def spawn(self, ident: int, function: Callable[[], None]) -> None:
        """Begin a thread; it can run from now on."""
        gc.disable()  # a collection that runs by itself walks stacks that are put aside, and dies
        thread = GreenThread(ident)
        thread.stack.body = lambda: self._run(thread, function)
        self.threads[ident] = thread
        self.runnable.append(thread)

    # How it decides.

    def _run(self, thread: GreenThread, function: Callable[[], None]) -> None:
        self._arrived(thread)
        try:
            function()
        finally:
            if self.watch:
                self._tell("end", 0)
            del self.threads[thread.ident]
            if len(self.threads) == 1 and self.collect:
                gc.enable()
            self.runnable.remove(thread)
            self._go_on(thread, ends=True)

    def _go_on(self, me: GreenThread, ends: bool = False) -> None:
        chosen = self._choose() or self._deadlocked()
        self.slice = self.now()
        if chosen is not me:
            self.switches += 1
            self.current, self.left = chosen, self.now()
            if ends:
                self.stacks.leave(chosen.stack)
                return
            self.stacks.switch(me.stack, chosen.stack)
            self._arrived(me)
        if me.thrown:
            error, me.thrown = me.thrown, None
            raise error

    def _arrived(self, thread: GreenThread) -> None:
        """A thread goes on; the time that the switch took was nobody's."""
        self.current = thread
        self.idle += self.now() - self.left

    def _choose(self) -> GreenThread | None:
        """Who goes on; None if nobody ever can."""
        while True:
            now = self.now()
            for thread in [one for one in self.sleeping if one.due <= now]:
                self._wake(thread, notified=False)
            if self.runnable:
                if self.seed is None:
                    return self.runnable[0]
                chosen = self.random.choice([*self.runnable, *(self.sleeping * self.hasty)])
                if chosen.until is not None:
                    self.skipped += chosen.until - now
                    self._wake(chosen, notified=False)
                return chosen
            if not self.sleeping:
                return None
            first = min(self.sleeping, key=lambda one: one.due)
            pause = max(0.0, first.due - now)
            if self.skip_waits:
                self.skipped += pause
                self.idle += pause
                self._wake(first, notified=False)  # whatever rounding makes of the sum
            else:
                self.stacks.pause(pause)
                self.idle += self.now() - now

    def _wake(self, thread: GreenThread, notified: bool) -> None:
        if thread.until is not None:
            self.sleeping.remove(thread)
        if thread.waiters is not None:
            thread.waiters.remove(thread)
        thread.notified, thread.until, thread.waiters = notified, None, None
        self.runnable.append(thread)

    def _deadlocked(self) -> GreenThread:
        """Tell that nobody can go on: whoever runs the program, or its main thread."""
        if self.on_deadlock:
            self.on_deadlock(self)
            self.stacks.pause(None)
        main = self.main
        if main.waiters is not None:
            main.waiters.remove(main)
        main.waiters, main.thrown = None, Deadlock(self.waiting())
        self.threads, self.runnable = {1: main}, deque([main])
        return main

    # What can be seen.

    def waiting(self) -> list[tuple[int, int]]:
        """Each thread that waits, and the line of the program where it does."""
        return [(one.ident, one.line) for one in self.threads.values()]

    def own_line(self, frame) -> int:
        """The line of the program that a frame is in or was called from; 0 if there is none."""
        while frame and frame.f_code.co_filename != self.program:
            frame = frame.f_back
        return frame.f_lineno if frame else 0

    def _tell(self, what: str, line: int) -> None:
        if self.watch:
            self.watch(Event(self.steps, self.current.ident, what, line))
