"""How long does it take to start a process and to see it end?"""

import multiprocessing
import sys
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1


def nothing():
    pass


def run_one(context):
    process = context.Process(target=nothing)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise SystemExit("the process has failed")


def report(method, number):
    context = multiprocessing.get_context(method)
    run_one(context)  # the first may start a server, not timed
    number = max(1, round(number * SCALE))
    for _ in range(3):
        begin = perf_counter()
        for _ in range(number):
            run_one(context)
        seconds = (perf_counter() - begin) / number
        print(f"process ({method}): {seconds:.9f} s")


if __name__ == "__main__":
    numbers = {"fork": 50, "forkserver": 20, "spawn": 3}
    for method, number in numbers.items():
        if method in multiprocessing.get_all_start_methods():
            report(method, number)
        else:
            print(f"note: this system cannot start by {method}")
