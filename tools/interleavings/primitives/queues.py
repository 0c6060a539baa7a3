"""Models of the thread queues; a subclass may say, as in the library, how items are kept."""

import heapq
import queue
from collections import deque

from tools.interleavings.facts import Holding, Note, Thing
from tools.interleavings.scheduler import Model, operation
from tools.interleavings.values import in_short


class Queue(Model):
    """First in, first out; it may have a limit, and can be joined."""

    real = queue.Queue
    open_to_subclasses = True

    def __init__(self, maxsize=0):
        self.maxsize, self.unfinished_tasks = maxsize, 0
        self._init(maxsize)

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _has_room(self) -> bool:
        return self.maxsize <= 0 or self._qsize() < self.maxsize

    @operation
    def qsize(self):
        return self._qsize()

    @operation
    def empty(self):
        return not self._qsize()

    @operation
    def full(self):
        return not self._has_room()

    @operation
    def put(self, item, block=True, timeout=None):
        if timeout is not None and timeout < 0 and block and self.maxsize > 0:
            raise ValueError("'timeout' must be a non-negative number")
        if block and timeout is None:
            self.world.wait(self._has_room, self)
        elif not self._has_room():
            self.world.remark(Note.TIMES_OUT if block else Note.FULL)
            raise queue.Full
        self._put(item)
        self.unfinished_tasks += 1

    @operation
    def get(self, block=True, timeout=None):
        if timeout is not None and timeout < 0 and block:
            raise ValueError("'timeout' must be a non-negative number")
        if block and timeout is None:
            self.world.wait(lambda: self._qsize() > 0, self)
        elif not self._qsize():
            self.world.remark(Note.TIMES_OUT if block else Note.EMPTY)
            raise queue.Empty
        return self._get()

    def put_nowait(self, item):
        self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    @operation
    def task_done(self):
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    @operation
    def join(self):
        self.world.wait(lambda: not self.unfinished_tasks, self)

    def fact(self) -> Thing:
        items = ", ".join(map(in_short, vars(self).get("queue", ())))
        return Thing(type(self).__name__, Holding.ITEMS, text=items)


class LifoQueue(Queue):
    """Last in, first out."""

    real = queue.LifoQueue

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    """The smallest first."""

    real = queue.PriorityQueue

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heapq.heappush(self.queue, item)

    def _get(self):
        return heapq.heappop(self.queue)


class SimpleQueue(Model):
    """First in, first out, and nothing else."""

    real = queue.SimpleQueue
    sealed = True

    def __init__(self):
        self._items = deque()

    @operation
    def qsize(self):
        return len(self._items)

    @operation
    def empty(self):
        return not self._items

    @operation
    def put(self, item, block=True, timeout=None):
        self._items.append(item)

    @operation
    def get(self, block=True, timeout=None):
        if timeout is not None and timeout < 0 and block:
            raise ValueError("'timeout' must be a non-negative number")
        if block and timeout is None:
            self.world.wait(lambda: bool(self._items), self)
        elif not self._items:
            self.world.remark(Note.TIMES_OUT if block else Note.EMPTY)
            raise queue.Empty
        return self._items.popleft()

    def put_nowait(self, item):
        self.put(item)

    def get_nowait(self):
        return self.get(block=False)

    def fact(self) -> Thing:
        items = ", ".join(map(in_short, self._items))
        return Thing(type(self).__name__, Holding.ITEMS, text=items)
