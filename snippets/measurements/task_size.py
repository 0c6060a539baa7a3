"""From which task size on does a pool pay off?"""

import concurrent.futures as cf
import os
import sys
from functools import partial
from multiprocessing import get_context
from threading import get_native_id
from time import perf_counter

# microseconds of work in one task: how many such tasks
SIZES = {10: 1000, 100: 500, 1000: 80, 10_000: 16}
TRIAL = 200_000  # steps
usable = getattr(os, "sched_getaffinity", None)  # not on each system
WORKERS = len(usable(0)) if usable else os.cpu_count()


def multiply(last):
    product = 1
    for number in range(1, last + 1):
        product = product * number % 10_000_019  # stays small
    return product


def first_call(_):
    multiply(TRIAL)  # leaves the other calls to the other workers
    return get_native_id()


def time_of_one(map_tasks, tasks, **options):
    begin = perf_counter()
    products = list(map_tasks(multiply, tasks, **options))
    seconds = perf_counter() - begin
    assert products == [multiply(tasks[0])] * len(tasks)
    return seconds / len(tasks)


def measure(name, map_tasks, chunks=None):
    for us, number in SIZES.items():
        tasks = [int(us * steps_per_us)] * max(4, int(number * SCALE))
        size = max(1, len(tasks) // chunks) if chunks else 1
        options = {"chunksize": size} if chunks else {}
        for _ in range(3):
            seconds = time_of_one(map_tasks, tasks, **options)
            print(f"{name} x {us}: {seconds:.9f} s")


if __name__ == "__main__":
    SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
    best = min(time_of_one(map, [TRIAL]) for _ in range(5))
    steps_per_us = TRIAL / best / 1_000_000
    measure("serial", map)
    spawn = partial(
        cf.ProcessPoolExecutor, mp_context=get_context("spawn")
    )
    pools = {
        "processes (spawn)": spawn,
        "threads": cf.ThreadPoolExecutor,
    }
    if hasattr(cf, "InterpreterPoolExecutor"):
        pools["subinterpreters"] = cf.InterpreterPoolExecutor
    for name, new_pool in pools.items():
        with new_pool(WORKERS) as pool:
            workers = set()
            while len(workers) < WORKERS:  # until all have started
                workers.update(pool.map(first_call, range(WORKERS)))
            measure(name, pool.map)
            if name == "processes (spawn)":
                measure(f"{name}, chunks", pool.map, 4 * WORKERS)
