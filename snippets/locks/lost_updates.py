"""Four threads count without a lock: how many updates are lost?"""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

THREADS, UPDATES = 4, 1_200_000
count, all_ready = 0, Barrier(THREADS)


def plain():
    global count
    all_ready.wait()
    for _ in range(UPDATES // THREADS):
        count += 1


def same(number):
    return number


def with_a_call():
    global count
    all_ready.wait()
    for _ in range(UPDATES // THREADS):
        count = same(count) + 1


def lost_by(loop):
    before = count
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(loop) for _ in range(THREADS)]:
            done.result()  # an error would be raised here
    return before + UPDATES - count


if __name__ == "__main__":
    sys.setswitchinterval(0.0005)  # many short turns
    for loop in (plain, with_a_call):
        print(f"{loop.__name__}: {lost_by(loop):,} of {UPDATES:,} lost")
