"""A thread is cheap to start and join, a spawned process is not."""

import multiprocessing
import time
from threading import Thread


def nothing():
    pass


def shortest(kind, tries):
    """The shortest of several times: the least disturbed run."""
    times = []
    for _ in range(tries):
        begin = time.perf_counter()
        worker = kind(target=nothing)
        worker.start()
        worker.join()
        times.append(time.perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    costs = {}
    for method, tries in (("spawn", 3), ("fork", 10)):
        if method in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context(method)
            costs[method] = shortest(context.Process, tries)
    costs["thread"] = shortest(Thread, tries=100)

    print(" < ".join(sorted(costs, key=costs.get)))
