"""After two calls each, a worker is replaced by a new process."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def who(_):
    return os.getpid()


def report(name, pids):
    print(f"{name}: calls {len(pids)}, processes {len(set(pids))}")


if __name__ == "__main__":
    numbers = range(6)
    with ProcessPoolExecutor(1, max_tasks_per_child=2) as pool:
        pids = [pool.submit(who, n).result() for n in numbers]
        report("ProcessPoolExecutor", pids)
    with get_context("spawn").Pool(1, maxtasksperchild=2) as pool:
        report("Pool", pool.map(who, numbers, chunksize=1))
        report("Pool, one chunk", pool.map(who, numbers, chunksize=6))
