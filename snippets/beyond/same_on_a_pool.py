"""On a pool of two processes: one dies, and the pool breaks."""

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

ACCIDENT = Path("accident").absolute()


def square(number):
    if number == 7 and not ACCIDENT.exists():
        ACCIDENT.touch()
        os._exit(1)  # as in a power cut
    return number**2


if __name__ == "__main__":
    ACCIDENT.unlink(missing_ok=True)  # of an earlier run
    for attempt in ("first", "second"):
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            try:
                total = sum(pool.map(square, range(10)))
                print(attempt, "total:", total)
            except BrokenProcessPool:
                print(attempt, "the pool is broken")
