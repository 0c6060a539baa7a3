"""A reader-writer lock: many readers together, or one writer."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Barrier, Condition


class ReaderWriterLock:
    def __init__(self):
        self.changed, self.readers = Condition(), 0

    @contextmanager
    def reading(self):
        with self.changed:
            self.readers += 1
        try:
            yield
        finally:
            with self.changed:
                self.readers -= 1
                self.changed.notify_all()

    @contextmanager
    def writing(self):
        with self.changed:  # keeps new readers out
            self.changed.wait_for(lambda: self.readers == 0)
            yield


def read(menu, together):
    with menu.reading():
        return together.wait(timeout=5)  # a number: 0 or 1


if __name__ == "__main__":
    menu, together = ReaderWriterLock(), Barrier(2)
    with ThreadPoolExecutor() as guests, menu.writing():
        calls = [guests.submit(read, menu, together) for _ in range(2)]
        print("readers done:", len(wait(calls, timeout=0.1).done))
    print("readers who met:", len({call.result() for call in calls}))
