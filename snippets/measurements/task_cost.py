"""What a pool takes for a task that does nothing, by its payload."""

import concurrent.futures as cf
import sys
from functools import partial
from multiprocessing import get_context
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
TIMES = {100: 1000, 1_000_000: 50}  # bytes: how many such tasks


def weigh(payload):
    return len(payload)


def measure(name, pool):
    for size, times in TIMES.items():
        payloads = [bytes(size)] * max(4, int(times * SCALE))
        for turn in range(4):
            begin = perf_counter()
            weights = list(pool.map(weigh, payloads))
            seconds = (perf_counter() - begin) / len(payloads)
            assert weights == [size] * len(payloads)
            if turn:  # the first one warms up
                print(f"{name} x {size}: {seconds:.9f} s")


if __name__ == "__main__":
    spawn = partial(
        cf.ProcessPoolExecutor, mp_context=get_context("spawn")
    )
    pools = {
        "thread pool": cf.ThreadPoolExecutor,
        "process pool (spawn)": spawn,
    }
    if hasattr(cf, "InterpreterPoolExecutor"):
        pools["subinterpreter pool"] = cf.InterpreterPoolExecutor
    else:
        print("note: subinterpreters need Python 3.14")
    for name, new_pool in pools.items():
        with new_pool(2) as pool:
            measure(name, pool)
