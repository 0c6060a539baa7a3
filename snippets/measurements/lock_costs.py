"""What a lock costs: when it is free, and when others want it."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, RLock
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
STEPS = max(4, round(SCALE * 200_000))
MEETINGS = 4 * max(10, round(SCALE * 1000))  # all threads together


class Till:
    def __init__(self, kind_of_lock=Lock):
        self.lock = kind_of_lock()
        self.count, self.waited = 0, 1e-9  # seconds


def count_without_lock(till):
    for _ in range(STEPS):
        till.count += 1


def count_with_lock(till):
    lock = till.lock
    for _ in range(STEPS):
        with lock:
            till.count += 1


def measure(label, count, till):
    start = perf_counter()
    count(till)
    seconds = perf_counter() - start
    assert till.count == STEPS
    print(f"{label}: {seconds / STEPS:.9f} s")


def add_up(till, steps):
    for _ in range(steps):
        begin = perf_counter()
        with till.lock:
            till.waited += perf_counter() - begin
            till.count += sum(range(1000)) > 0  # long enough to meet


def measure_contended(tills):
    def work(till):
        all_ready.wait()
        start = perf_counter()
        add_up(till, MEETINGS // len(tills))
        return start, perf_counter()

    all_ready = Barrier(len(tills))
    with ThreadPoolExecutor(len(tills)) as pool:
        starts, ends = zip(*pool.map(work, tills), strict=True)
    assert sum(till.count for till in set(tills)) == MEETINGS
    seconds = (max(ends) - min(starts)) / MEETINGS
    locks = len({till.lock for till in tills})
    label = "own lock" if locks == len(tills) else "contended lock"
    print(f"{label} x {len(tills)}: {seconds:.9f} s")
    return sum(till.waited for till in set(tills)) / MEETINGS


if __name__ == "__main__":
    for _ in range(3):
        measure("no lock", count_without_lock, Till())
        measure("free lock", count_with_lock, Till())
        measure("free RLock", count_with_lock, Till(RLock))
    sys.setswitchinterval(1e-5)  # they meet while one has the lock
    for number in 3 * (2, 4):
        measure_contended([Till() for _ in range(number)])
        waited = measure_contended([Till()] * number)
        print(f"wait for the lock x {number}: {waited:.9f} s")
