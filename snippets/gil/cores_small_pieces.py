"""Hashing bit by bit: the size of a piece decides."""

from hashlib import sha256
from threading import Thread
from time import perf_counter, process_time


def compute_hash(size, times):
    piece = bytes(size)
    digest = sha256()
    for _ in range(times):
        digest.update(piece)


def cores_used(work, *args):
    threads = [Thread(target=work, args=args) for _ in range(2)]
    clock, cpu = perf_counter(), process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (process_time() - cpu) / (perf_counter() - clock)


if __name__ == "__main__":
    for size, times in ((1_000_000, 250), (64, 400_000)):
        cores = cores_used(compute_hash, size, times)
        words = "more than one" if cores > 1.3 else "at most one"
        print(f"pieces of {size} bytes: {words}")
