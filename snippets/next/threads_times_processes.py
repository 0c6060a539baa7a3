"""How many threads has each worker? NumPy brings its own."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy", "threadpoolctl"]
# ///
import multiprocessing as mp
import os
from concurrent.futures import ProcessPoolExecutor

import numpy  # noqa: F401, loads its library for linear algebra
from threadpoolctl import threadpool_info

PER_WORKER = "OPENBLAS_NUM_THREADS"  # for MKL: MKL_NUM_THREADS


def threads_in_library(_):
    return max(library["num_threads"] for library in threadpool_info())


if __name__ == "__main__":
    spawn = mp.get_context("spawn")
    for setting in None, "1":
        if setting:
            os.environ[PER_WORKER] = setting  # the workers inherit it
        with ProcessPoolExecutor(2, mp_context=spawn) as pool:
            threads = list(pool.map(threads_in_library, range(2)))
        print(
            f"{PER_WORKER}={setting}: {threads} threads in the workers"
        )
