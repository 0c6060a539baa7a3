"""How many cores do two threads use, and how many two processes?"""

import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from time import perf_counter, thread_time


def stay_on_one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def count(last):
    start = thread_time()
    sum(number for number in range(last))
    return thread_time() - start


def cores_used(pool):
    with pool:
        list(pool.map(count, [1, 1]))  # the workers start here
        clock = perf_counter()
        cpu = sum(pool.map(count, [2_000_000, 2_000_000]))
        return cpu / (perf_counter() - clock)


if __name__ == "__main__":
    spawn = get_context("spawn")
    pools = {
        "two threads": ThreadPoolExecutor(2),
        "two processes": ProcessPoolExecutor(2, spawn),
        "two processes on one core": ProcessPoolExecutor(
            2, spawn, initializer=stay_on_one_core
        ),
    }
    for name, pool in pools.items():
        cores = cores_used(pool)
        print(
            f"{name}: {'more than' if cores > 1.3 else 'at most'} one"
        )
