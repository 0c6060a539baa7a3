"""A clock that starts too early also times the start of the worker."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

if __name__ == "__mp_main__":
    print("  a new worker loads this file")


def get_ready():
    pass


def work():
    print("  work")


def measure(ready):
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        if ready:
            pool.submit(get_ready).result()
        print("clock starts")
        pool.submit(work).result()
        print("clock stops")


if __name__ == "__main__":
    print("- with a new pool")
    measure(ready=False)
    print("- with a pool that is ready")
    measure(ready=True)
