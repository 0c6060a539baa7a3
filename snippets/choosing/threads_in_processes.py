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
    return page, os.getpid(), get_ident()


def fetch_chapter(pages):
    with ThreadPoolExecutor(max_workers=3) as threads:
        return list(threads.map(fetch, pages))


if __name__ == "__main__":
    chapters = [["a1", "a2", "a3"], ["b1", "b2", "b3"]]
    barrier = mp.Barrier(6)
    with ProcessPoolExecutor(2, None, set_up, (barrier,)) as processes:
        for fetched in processes.map(fetch_chapter, chapters):
            pages, pids, threads = zip(*fetched, strict=True)
            for pid in set(pids):
                print(f"pid {pid} fetched", *pages)
            print("  with threads:", len(set(threads)))
