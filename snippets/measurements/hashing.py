"""Twelve CPU-bound tasks in C code that does not hold the GIL."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache, partial
from hashlib import sha256
from multiprocessing import get_context
from threading import get_native_id
from time import perf_counter, sleep

usable = getattr(os, "sched_getaffinity", None)  # not on each system
WORKERS = len(usable(0)) if usable else os.cpu_count()


@cache  # made once in each process, so nobody pickles it
def parcel(size):
    return b"bread " * (size // 6)


def seal(size):
    return sha256(parcel(size)).hexdigest()  # without the GIL


def first_call(size):
    seal(size)
    sleep(0.02)  # leaves the other calls to the other workers
    return get_native_id()


def measure(name, map_tasks):
    for _ in range(3):
        begin = perf_counter()
        seals = list(map_tasks(seal, tasks))
        print(f"{name}: {perf_counter() - begin:.6f} s")
        assert seals == expected


if __name__ == "__main__":
    SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
    size = max(100_000, int(15_000_000 * SCALE))
    tasks = [size] * 12
    expected = [seal(size)] * 12  # also warms up
    measure("serial", map)
    spawn = partial(
        ProcessPoolExecutor, mp_context=get_context("spawn")
    )
    for name, new_pool in (
        ("processes (spawn)", spawn),
        ("threads", ThreadPoolExecutor),
    ):
        with new_pool(WORKERS) as pool:
            workers = set()
            while len(workers) < WORKERS:  # until all have started
                workers.update(pool.map(first_call, [size] * WORKERS))
            measure(name, pool.map)
