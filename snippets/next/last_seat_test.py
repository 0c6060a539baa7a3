"""A test that makes the unlucky moment happen, and needs no sleep."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from threading import Barrier, BrokenBarrierError, Lock


class BoxOffice:
    def __init__(self, seats, lock, between=lambda: None):
        self.seats, self.lock, self.between = seats, lock, between

    def sell(self):
        with self.lock:
            if self.seats == 0:
                return False
            self.between()  # does nothing, except in a test
            self.seats -= 1
            return True


def check_last_seat(lock):
    meeting = Barrier(2)

    def meet():  # if the other one can come here, it will
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=1)

    office = BoxOffice(1, lock, between=meet)
    with ThreadPoolExecutor(max_workers=2) as clerks:
        sold = sum(clerks.map(lambda _: office.sell(), range(2)))
    assert sold == 1, f"the last seat was sold {sold} times"


if __name__ == "__main__":
    for lock in Lock(), nullcontext():  # the second locks nothing
        try:
            check_last_seat(lock)
            print("passed")
        except AssertionError as error:
            print("failed:", error)
