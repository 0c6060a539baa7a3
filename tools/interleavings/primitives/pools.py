"""Models of a pool of threads and of its futures."""

from collections import deque
from concurrent import futures

from tools.interleavings.facts import Holding, Note, Thing
from tools.interleavings.primitives.threads import Thread
from tools.interleavings.scheduler import Detail, Model, operation

PENDING, RUNNING, CANCELLED, FINISHED = "PENDING", "RUNNING", "CANCELLED", "FINISHED"


class Future(Model):
    """A result that is not there yet."""

    real = futures.Future

    def __init__(self):
        self._state, self._value, self._error = PENDING, None, None
        self._callbacks = []

    def _settle(self, state: str, value=None, error: BaseException | None = None) -> None:
        self._state, self._value, self._error = state, value, error
        for callback in self._callbacks:
            self._call(callback)

    def _call(self, callback) -> None:
        try:
            callback(self)
        except Exception as error:  # the library logs it
            self.world.write(f"exception calling callback: {type(error).__name__}: {error}\n")

    @operation
    def done(self):
        return self._state in (CANCELLED, FINISHED)

    @operation
    def running(self):
        return self._state == RUNNING

    @operation
    def cancelled(self):
        return self._state == CANCELLED

    @operation
    def cancel(self):
        if self._state in (RUNNING, FINISHED):
            return False
        if self._state == PENDING:
            self._settle(CANCELLED)
        return True

    def _await(self, timeout) -> None:
        settled = (CANCELLED, FINISHED)
        if timeout is None:
            self.world.wait(lambda: self._state in settled, self)
        elif self._state not in settled:
            self.world.remark(Note.TIMES_OUT)
            raise futures.TimeoutError
        if self._state == CANCELLED:
            raise futures.CancelledError

    @operation
    def result(self, timeout=None):
        self._await(timeout)
        if self._error:
            raise self._error
        return self._value

    @operation
    def exception(self, timeout=None):
        self._await(timeout)
        return self._error

    @operation
    def add_done_callback(self, fn):
        if self._state in (CANCELLED, FINISHED):
            self._call(fn)
        else:
            self._callbacks.append(fn)

    def fact(self) -> Thing:
        return Thing(type(self).__name__, Holding.OTHER, text=self._state.lower())


class Worker(Thread):
    """A thread of a pool: it takes one task after the other, the oldest first."""

    def __init__(self, pool):
        name = f"{pool._prefix}_{len(pool._workers)}"
        super().__init__(name=name, daemon=False)
        self._pool = pool

    def run(self):
        pool = self._pool
        if pool._initializer:
            pool._initializer(*pool._initargs)
        while True:
            self.world.wait(pool._has_news, pool, began=True)
            if self in pool._resting:
                pool._resting.remove(self)
                pool._idle += 1
            if not pool._tasks:
                return
            future, fn, args, kwargs = pool._tasks.popleft()
            if future._state == CANCELLED:
                continue
            future._state = RUNNING
            try:
                value = fn(*args, **kwargs)
            except Exception as error:
                future._settle(FINISHED, error=error)
            else:
                future._settle(FINISHED, value)
            pool._resting.append(self)
            del future, fn, args, kwargs


class ThreadPoolExecutor(Model):
    """At most so many threads, started when there is work and none of them is idle."""

    real = futures.ThreadPoolExecutor
    worker: type[Worker] = Worker
    future: type[Future] = Future

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._most = max_workers or 8
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{self.world.next_pool()}"
        self._initializer, self._initargs = initializer, initargs
        self._tasks: deque = deque()
        self._workers: list[Worker] = []
        self._idle, self._resting, self._closed = 0, [], False

    def _has_news(self) -> bool:
        return bool(self._tasks) or self._closed or self.world.fibers[0].done

    @operation
    def submit(self, fn, /, *args, **kwargs):
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future = type("Future", (self.future,), {"world": self.world, "__module__": "concurrent"})()
        self._tasks.append((future, fn, args, kwargs))
        if not self._finds_idle() and len(self._workers) < self._most:
            kind = type("Thread", (self.worker,), {"world": self.world, "__module__": "threading"})
            worker = kind(self)
            self._workers.append(worker)
            worker.start()
        return future

    def _finds_idle(self) -> bool:
        """Is there a worker that has done a task and not been counted on since?

        A worker says so after its task is done: who submits in between starts another one. That
        shows in names of threads only, and in how many there are.
        """
        if not self._idle and self._resting:
            said = not (self.world.has(Detail.WORKERS) and self.world.choose(2))
            if said:
                self._idle += 1
                self._resting.pop(0)
        if not self._idle:
            return False
        self._idle -= 1
        return True

    @operation
    def map(self, fn, *iterables, timeout=None, chunksize=1):
        submitted = [self.submit(fn, *args) for args in zip(*iterables, strict=False)]

        def results():
            for future in submitted:
                yield future.result(timeout)

        return results()

    @operation
    def shutdown(self, wait=True, *, cancel_futures=False):
        self._closed = True
        if cancel_futures:
            while self._tasks:
                self._tasks.popleft()[0].cancel()
        if wait:
            done = lambda: all(worker._fiber.done for worker in self._workers)  # noqa: E731
            self.world.wait(done, self, began=True)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if not self.world.dead:
            self.shutdown()

    def fact(self) -> Thing:
        return Thing(type(self).__name__, Holding.TASKS, amount=len(self._tasks))


def as_completed(world, fs, timeout=None):
    """The futures as they are done; of several that are done already, any may be first."""
    left = list(dict.fromkeys(fs))
    number = len(left)
    while left:
        with world.used("as_completed"):
            ready = lambda: any(f._state in (CANCELLED, FINISHED) for f in left)  # noqa: E731
            if timeout is not None and not ready():
                world.remark(Note.TIMES_OUT)
                raise futures.TimeoutError(f"{len(left)} (of {number}) futures unfinished")
            world.wait(ready, left[0], began=False)
            known = [future for future in left if future._state in (CANCELLED, FINISHED)]
            chosen = known[world.choose(len(known))]
        left.remove(chosen)
        yield chosen
