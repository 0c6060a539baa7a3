"""Who runs when: two busy workers note when they got to run."""

import argparse
import sys
from concurrent import futures
from time import perf_counter_ns as clock  # the same for all processes

MS = 1_000_000  # nanoseconds
POOL = {
    "threads": "ThreadPoolExecutor",
    "processes": "ProcessPoolExecutor",
    "interpreters": "InterpreterPoolExecutor",  # Python 3.14
}


def work(end):
    turns, last = [], 0
    while last < end:
        now = clock()
        if now - last > MS // 5:  # another one ran
            turns.append([now, now])
        turns[-1][1] = last = now
    return turns


if __name__ == "__main__":
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("kind", nargs="?", default="threads", choices=POOL)
    cli.add_argument("switch", nargs="?", type=float, default=5)
    cli.add_argument("columns", nargs="?", type=int, default=60)
    given = cli.parse_args()

    sys.setswitchinterval(given.switch / 1000)  # given in milliseconds
    with getattr(futures, POOL[given.kind])(2) as pool:
        workers = list(pool.map(work, [clock() + 1000 * MS] * 2))
    last = min(turns[-1][1] for turns in workers)
    for turns in workers:  # 60 ms to the first end, backwards
        times = range(last, last - 60 * MS, -60 * MS // given.columns)
        ran = (any(a <= time <= b for a, b in turns) for time in times)
        print("".join("#" if one else "." for one in ran)[::-1])
