"""Who runs when: two busy workers note when they got to run."""

import sys
from concurrent import futures
from time import perf_counter_ns as clock  # the same for all processes

MS = 1_000_000  # nanoseconds
SHOWN = 60 * MS
POOLS = {
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


def ran(turns, moment):
    return any(begin <= moment <= end for begin, end in turns)


if __name__ == "__main__":
    given = sys.argv[1:] + ["threads", "5", "60"][len(sys.argv) - 1 :]
    kind, switch, columns = given[0], float(given[1]), int(given[2])
    sys.setswitchinterval(switch / 1000)  # given in milliseconds
    end = clock() + 1000 * MS
    with getattr(futures, POOLS[kind])(2) as pool:
        workers = list(pool.map(work, [end, end]))
    for turns in workers:  # the last 60 ms
        moments = range(end - SHOWN, end, SHOWN // columns)
        print("".join(".#"[ran(turns, one)] for one in moments))
