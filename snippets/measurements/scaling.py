"""The same work, done by more and more workers."""

import concurrent.futures as cf
import os
import sys
from functools import partial
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
    now = perf_counter()  # the same clock in every process
    sleep(0.02)  # leaves the other calls to the other workers
    return get_native_id(), now


def start(name, workers, pool):
    begin = perf_counter()
    calls = {}
    while len(calls) < workers:  # until each has done one
        for worker, at in pool.map(first_call, range(workers)):
            calls.setdefault(worker, at)
    seconds = max(calls.values()) - begin
    print(f"start of {name} x {workers}: {seconds:.6f} s")


def measure(name, workers, pool):
    for _ in range(3):
        begin = perf_counter()
        products = list(pool.map(multiply, tasks))
        print(f"{name} x {workers}: {perf_counter() - begin:.6f} s")
        assert products == expected


if __name__ == "__main__":
    SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
    tasks = [int(40_000 * SCALE) + task for task in range(TASKS)]
    expected = [multiply(last) for last in tasks]

    workers = 1
    counts = {CORES, 2 * CORES}
    while workers < 2 * CORES:
        counts.add(workers)
        workers *= 2

    spawn = partial(
        cf.ProcessPoolExecutor, mp_context=get_context("spawn")
    )
    pools = {
        "threads": cf.ThreadPoolExecutor,
        "processes (spawn)": spawn,
    }
    if hasattr(cf, "InterpreterPoolExecutor"):
        pools["subinterpreters"] = cf.InterpreterPoolExecutor
    else:
        print("note: subinterpreters need Python 3.14")
    for name, new_pool in pools.items():
        for workers in sorted(counts):
            with new_pool(workers) as pool:
                start(name, workers, pool)
                measure(name, workers, pool)
