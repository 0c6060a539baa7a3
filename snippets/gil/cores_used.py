"""How many cores do two threads use together?"""

from hashlib import sha256
from threading import Thread
from time import perf_counter, process_time, sleep

PIECE = bytes(16 * 1024 * 1024)


def count():
    total = 0
    for number in range(3_000_000):
        total += number


def compute_hashes():
    for _ in range(16):
        sha256(PIECE).digest()


def wait():
    sleep(0.3)


def cores_used(work):
    threads = [Thread(target=work) for _ in range(2)]
    clock, cpu = perf_counter(), process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (process_time() - cpu) / (perf_counter() - clock)


if __name__ == "__main__":
    for work in (count, compute_hashes, wait):
        cores = cores_used(work)
        words = "more than one" if cores > 1.3 else "at most one"
        print(f"{work.__name__}: {words if cores > 0.2 else 'none'}")
