"""Models of locks and semaphores. Who of several waiters is next is not promised: any of them."""

import math
import threading

from tools.interleavings.facts import Holding, Note, Thing, Why
from tools.interleavings.scheduler import Fiber, Model, operation


class RLock(Model):
    """Its owner may take it again, and nobody else may release it."""

    real = type(threading.RLock())
    sealed, again = True, True

    def __init__(self):
        self._owner: Fiber | None = None
        self._count = 0

    def free_for(self, fiber: Fiber) -> bool:
        """Could a thread take it?"""
        return self._owner is None or (self.again and self._owner is fiber)

    def _know_the_owner(self) -> None:
        """An RLock knows its owner by `get_ident()`, which a later thread may have again."""
        owner = self._owner
        if self.again and owner and owner.done and owner.number:  # the main thread ends last
            self.world.refuse(Why.IDENTIFIER, type(self).__name__)

    @operation
    def acquire(self, blocking=True, timeout=-1):
        self._know_the_owner()
        me = self.world.current
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        if blocking and timeout == -1:
            self.world.wait(lambda: self.free_for(me), self)
        elif not self.free_for(me):
            self.world.remark(Note.TIMES_OUT if blocking else Note.NO_LOCK)
            return False
        self._owner = me
        self._count += 1
        return True

    @operation
    def release(self):
        if self.world.dead:
            return
        self._know_the_owner()
        if self._owner is None or not (self._owner is self.world.current or not self.again):
            said = "cannot release un-acquired lock" if self.again else "release unlocked lock"
            raise RuntimeError(said)
        self._count -= 1
        if not self._count:
            self._owner = None

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def let_go(self) -> int:
        """Give it up, however often it is held: the number of times."""
        count, self._owner, self._count = self._count, None, 0
        return count

    def take_back(self, count: int) -> None:
        """Hold it as often as before."""
        self._owner, self._count = self.world.current, count

    def owned(self) -> bool:
        """May the current thread use a condition with this lock? A Lock only knows: somebody."""
        self._know_the_owner()
        return self._owner is not None and (not self.again or self._owner is self.world.current)

    def fact(self) -> Thing:
        if self._owner is None:
            return Thing(type(self).__name__, Holding.FREE)
        return Thing(type(self).__name__, Holding.HELD, self._owner.number, self._count)


class Lock(RLock):
    """Nobody may take it again, and anybody may release it."""

    real = type(threading.Lock())
    again = False

    @operation
    def locked(self):
        return self._owner is not None


class Semaphore(Model):
    """A number of free places."""

    real = threading.Semaphore
    most = math.inf

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    @operation
    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if blocking and timeout is None:
            self.world.wait(lambda: self._value > 0, self)
        elif not self._value:
            self.world.remark(Note.TIMES_OUT if blocking else Note.NO_PLACE)
            return False
        self._value -= 1
        return True

    @operation
    def release(self, n=1):
        if self.world.dead:
            return
        if n < 1:
            raise ValueError("n must be one or more")
        if self._value + n > self.most:
            raise ValueError("Semaphore released too many times")
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def fact(self) -> Thing:
        return Thing(type(self).__name__, Holding.PLACES, amount=self._value)


class BoundedSemaphore(Semaphore):
    """It knows how many places there are."""

    real = threading.BoundedSemaphore

    def __init__(self, value=1):
        super().__init__(value)
        self.most = value
