"""Two processes, and in each of them three threads."""

import multiprocessing as mp
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from threading import get_ident


def set_up(barrier):
    global all_six
    all_six = barrier


def fetch(page):
    all_six.wait()  # opens when six threads wait here
    return get_ident()


def fetch_chapter(pages):
    with ThreadPoolExecutor(max_workers=3) as pool:
        threads = set(pool.map(fetch, pages))
    return os.getpid(), len(threads)


if __name__ == "__main__":
    chapters = [["a1", "a2", "a3"], ["b1", "b2", "b3"]]
    barrier = mp.Barrier(6)
    with ProcessPoolExecutor(
        max_workers=2, initializer=set_up, initargs=(barrier,)
    ) as pool:
        fetched = pool.map(fetch_chapter, chapters)
        for pages, (pid, threads) in zip(
            chapters, fetched, strict=True
        ):
            print(f"pid {pid}, {threads} threads: {' '.join(pages)}")
