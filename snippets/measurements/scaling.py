"""The same work, done by more and more workers."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from threading import get_native_id
from time import perf_counter, sleep

usable = getattr(os, "sched_getaffinity", None)  # not on each system
CORES = len(usable(0)) if usable else os.cpu_count()
TASKS = 48


def multiply(last):
    product = 1
    for number in range(1, last + 1):
        product = product * number % 10_000_019  # stays small
    return product


def first_call(_):
    sleep(0.02)  # leaves the other calls to the other workers
    return get_native_id()


def measure(name, workers, pool):
    seen = set()
    while len(seen) < workers:  # until all have started
        seen.update(pool.map(first_call, range(workers)))
    for _ in range(2):
        begin = perf_counter()
        products = list(pool.map(multiply, tasks))
        print(f"{name} x {workers}: {perf_counter() - begin:.6f} s")
        assert products == expected


if __name__ == "__main__":
    SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
    tasks = [int(65_000 * SCALE) + task for task in range(TASKS)]
    expected = [multiply(last) for last in tasks]

    workers = 1
    counts = {CORES, 2 * CORES}
    while workers < 2 * CORES:
        counts.add(workers)
        workers *= 2

    # The pools are warm, so how the processes start does not matter.
    spawn = get_context("spawn")
    for workers in sorted(counts):
        with ThreadPoolExecutor(workers) as pool:
            measure("threads", workers, pool)
    for workers in sorted(counts):
        with ProcessPoolExecutor(workers, spawn) as pool:
            measure("processes", workers, pool)
