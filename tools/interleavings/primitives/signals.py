"""Models of conditions, events and barriers: threads tell each other that something has changed."""

import itertools
import threading

from tools.interleavings.facts import Holding, Note, Thing
from tools.interleavings.primitives.locks import RLock
from tools.interleavings.scheduler import Detail, Fiber, Model, operation


class Condition(Model):
    """A lock with a waiting room. Which of those who wait is woken, nobody promises."""

    real = threading.Condition

    def __init__(self, lock=None):
        own = {"world": self.world, "__module__": "threading"}
        self.inner: RLock = lock or type("RLock", (RLock,), own)()
        self._waiting: list[Fiber] = []
        self._woken: list[Fiber] = []

    @operation
    def acquire(self, *args, **options):
        return self.inner.acquire(*args, **options)

    @operation
    def release(self):
        self.inner.release()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def _must_own(self, what: str) -> None:
        if not self.inner.owned():
            raise RuntimeError(f"cannot {what} on un-acquired lock")

    @operation
    def wait(self, timeout=None):
        self._must_own("wait")
        me, count = self.world.current, self.inner.let_go()
        self._waiting.append(me)

        def woken() -> bool:
            return me in self._woken and self.inner.free_for(me)

        # A thread whose time is up still stands in the room until it has the lock again: CPython
        # takes it out of the list of waiters after that, so a notification may be spent on it.
        if timeout is None:
            got = self.world.wait(woken, self, began=True)
        else:
            got = self.world.wait(woken, self, began=True, expires=lambda: me not in self._woken)
        if not got:
            self.world.remark(Note.TIMES_OUT)
            self.world.wait(lambda: self.inner.free_for(me), self, began=True)
        (self._woken if me in self._woken else self._waiting).remove(me)
        self.inner.take_back(count)
        return got

    @operation
    def wait_for(self, predicate, timeout=None):
        if timeout is None:
            while not (found := predicate()):
                self.wait()
            return found
        in_time = True
        while not (found := predicate()) and in_time:
            in_time = self.wait(timeout)  # its time may be up after any of them
        return found

    @operation
    def notify(self, n=1):
        self._must_own("notify")
        if n <= 0:
            return
        sets = list(itertools.combinations(self._waiting, min(n, len(self._waiting))))
        chosen = sets[self.world.choose(len(sets))]
        if chosen:
            self.world.remark(Note.WAKES, tuple(fiber.number for fiber in chosen))
        self._woken += chosen
        self._waiting = [fiber for fiber in self._waiting if fiber not in chosen]

    @operation
    def notify_all(self):
        self.notify(len(self._waiting))

    @operation
    def notifyAll(self):
        self.notify_all()

    def fact(self) -> Thing:
        lock = self.inner.fact()
        inside = tuple(fiber.number for fiber in self._waiting)
        return Thing(type(self).__name__, lock.how, lock.owner, lock.amount, inside=inside)


class Event(Model):
    """A flag. Without clear(), to begin to wait for it has no effect before it is set."""

    real = threading.Event

    def __init__(self):
        self._flag = False
        self._waiting: list[Fiber] = []
        self._woken: list[Fiber] = []

    @operation
    def is_set(self):
        return self._flag

    @operation
    def isSet(self):
        return self._flag

    @operation
    def set(self):
        self._flag = True
        self._woken += self._waiting
        self._waiting = []

    @operation
    def clear(self):
        self.world.need(Detail.ROOMS)
        self._flag = False

    @operation
    def wait(self, timeout=None):
        if self.world.has(Detail.ROOMS) and not self._flag:
            return self._wait_in_room(timeout)
        if timeout is None:
            self.world.wait(lambda: self._flag, self)
        elif not self._flag:
            self.world.remark(Note.TIMES_OUT)
        return self._flag

    def _wait_in_room(self, timeout) -> bool:
        """Who stands here when it is set goes on, even if it is cleared at once."""
        me = self.world.current
        self._waiting.append(me)
        expires = None if timeout is None else lambda: me not in self._woken
        woken = self.world.wait(lambda: me in self._woken, self, began=True, expires=expires)
        if not woken:
            self.world.remark(Note.TIMES_OUT)
        (self._woken if woken else self._waiting).remove(me)
        return woken

    def fact(self) -> Thing:
        how = Holding.SET if self._flag else Holding.UNSET
        inside = tuple(fiber.number for fiber in self._waiting)
        return Thing(type(self).__name__, how, inside=inside)


FILLING, DRAINING, RESETTING, BROKEN = 0, 1, -1, -2


class Barrier(Model):
    """A point that nobody passes before all have come; CPython's own states and transitions."""

    real = threading.Barrier

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self.parties, self._action, self._timeout = parties, action, timeout
        self._state, self._busy = FILLING, False
        self._here: list[Fiber] = []

    @operation
    def wait(self, timeout=None):
        timeout = self._timeout if timeout is None else timeout
        self.world.wait(
            lambda: not self._busy and self._state not in (DRAINING, RESETTING), self
        )  # the round before is still going out, or the action runs under the barrier's lock
        if self._state == BROKEN:
            raise threading.BrokenBarrierError
        me, index = self.world.current, len(self._here)
        self._here.append(me)
        try:
            if len(self._here) == self.parties:
                self._release()
            else:
                self._wait(timeout)
            return index
        finally:
            if not self.world.dead:
                self._here.remove(me)
                if not self._here and self._state in (DRAINING, RESETTING):
                    self._state = FILLING

    def _release(self) -> None:
        """The last one to come runs the action, then lets all go."""
        try:
            if self._action:
                self._busy = True
                self._action()
            self._state = DRAINING
        except BaseException:
            self._state = BROKEN
            raise
        finally:
            self._busy = False

    def _wait(self, timeout) -> None:
        def moved() -> bool:
            return self._state != FILLING and not self._busy

        expires = None if timeout is None else lambda: self._state == FILLING and not self._busy
        if not self.world.wait(moved, self, began=True, expires=expires):
            self.world.remark(Note.TIMES_OUT)
            self._state = BROKEN
            raise threading.BrokenBarrierError
        if self._state < FILLING:
            raise threading.BrokenBarrierError

    @operation
    def reset(self):
        if not self._here:
            self._state = FILLING
        elif self._state in (FILLING, BROKEN):
            self._state = RESETTING

    @operation
    def abort(self):
        self._state = BROKEN

    @property
    @operation
    def n_waiting(self):
        return len(self._here) if self._state == FILLING else 0

    @property
    @operation
    def broken(self):
        return self._state == BROKEN

    def fact(self) -> Thing:
        how = Holding.BROKEN if self._state == BROKEN else Holding.GATHERED
        inside = tuple(fiber.number for fiber in self._here)
        return Thing(type(self).__name__, how, amount=len(inside), of=self.parties, inside=inside)
