"""What a lock costs: when it is free, and when others want it."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, RLock
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
STEPS = 4 * max(1, int(SCALE * 75_000))  # all threads together


class Till:
    def __init__(self, kind_of_lock=Lock):
        self.lock = kind_of_lock()
        self.count = 0


def count_without_lock(till, steps):
    for _ in range(steps):
        till.count += 1


def count_with_lock(till, steps):
    lock = till.lock
    for _ in range(steps):
        with lock:
            till.count += 1


def measure(label, threads, get_till, count=count_with_lock):
    def work(_):
        till = get_till()
        all_ready.wait()
        start = perf_counter()
        count(till, STEPS // threads)
        return till, start, perf_counter()

    all_ready = Barrier(threads)
    with ThreadPoolExecutor(threads) as pool:
        runs = list(pool.map(work, range(threads)))
    tills, starts, ends = zip(*runs, strict=True)
    if sum(till.count for till in set(tills)) != STEPS:
        raise SystemExit(f"{label}: a step was lost")
    print(f"{label}: {(max(ends) - min(starts)) / STEPS:.9f} s")


def measure_contended(threads):
    till = Till()
    measure(f"contended lock x {threads}", threads, lambda: till)
    # Till() is called by each thread, so each has its own:
    measure(f"contended, one lock each x {threads}", threads, Till)


if __name__ == "__main__":
    for _ in range(3):
        measure("no lock", 1, Till, count_without_lock)
        measure("free lock", 1, Till)
        measure("free RLock", 1, lambda: Till(RLock))
        measure_contended(2)
        measure_contended(4)
