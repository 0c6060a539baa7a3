"""An event loop of asyncio that waits as a green thread does; it knows no sockets."""

from collections import deque

from tools.browser import primitives


class Selector:
    """Knows no files: it waits until its time is over or another thread wakes the loop."""

    def __init__(self):
        self._waiters, self._woken = deque(), False

    def select(self, timeout):
        """Wait; there is never a file that is ready."""
        if not self._woken:
            if timeout is None or timeout > 0:
                primitives.scheduler.wait(self._waiters, primitives.deadline(timeout))
            else:
                primitives.scheduler.step()
        self._woken = False
        return []

    def wake(self):
        """End the wait, from any thread."""
        self._woken = True
        primitives.scheduler.notify(self._waiters)


def install() -> None:
    """Make it the loop that asyncio makes, which is imported anew upon `primitives`."""
    import asyncio
    import time
    from asyncio import base_events, events

    class EventLoop(base_events.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = Selector()

        def time(self):
            return time.monotonic()

        def _process_events(self, event_list):
            pass

        def _write_to_self(self):
            self._selector.wake()

    asyncio.new_event_loop = events.new_event_loop = EventLoop
    for name in ("EventLoop", "SelectorEventLoop"):  # the first is there from Python 3.13 on
        setattr(asyncio, name, EventLoop)
