"""Twelve CPU-bound tasks, serially and with each kind of worker."""

import concurrent.futures as cf
import multiprocessing as mp
import os
import sys
from threading import get_native_id
from time import perf_counter, sleep

usable = getattr(os, "sched_getaffinity", None)  # not on each system
WORKERS = len(usable(0)) if usable else os.cpu_count()


def multiply(last):
    product = 1
    for number in range(1, last + 1):
        product = product * number % 10_000_019  # stays small
    return product


def first_call(_):
    now = perf_counter()  # the same clock in every process
    sleep(0.02)  # leaves the other calls to the other workers
    return get_native_id(), now


def start(name, new_pool, *context):
    begin = perf_counter()
    with new_pool(WORKERS, *context) as pool:
        calls = {}
        while len(calls) < WORKERS:  # until each has done one
            for worker, at in pool.map(first_call, range(WORKERS)):
                calls.setdefault(worker, at)
        print(f"start of {name}: {max(calls.values()) - begin:.6f} s")
        measure(name, pool.map)


def measure(name, map_tasks):
    for _ in range(3):
        begin = perf_counter()
        products = list(map_tasks(multiply, tasks))
        print(f"{name}: {perf_counter() - begin:.6f} s")
        assert products == expected


if __name__ == "__main__":
    SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
    tasks = [int(250_000 * SCALE) + task for task in range(12)]
    expected = [multiply(last) for last in tasks]  # also warms up
    measure("serial", map)
    for method in sorted(mp.get_all_start_methods()):  # fork is first
        context = mp.get_context(method)
        start(f"processes ({method})", cf.ProcessPoolExecutor, context)
    if sys.platform == "win32":
        print("note: Windows can only spawn processes.")
    start("threads", cf.ThreadPoolExecutor)
    if hasattr(cf, "InterpreterPoolExecutor"):
        start("subinterpreters", cf.InterpreterPoolExecutor)
    else:
        print("note: subinterpreters need Python 3.14.")
