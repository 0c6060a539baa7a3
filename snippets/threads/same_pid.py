"""Threads share a process id; every process has its own."""

import multiprocessing
import os
import threading
from queue import SimpleQueue


def report(answers, both_here):
    both_here.wait()  # so that both exist at the same time
    answers.put((os.getpid(), threading.get_native_id()))


def ask_two(kind, answers, both_here):
    workers = [
        kind(target=report, args=(answers, both_here)) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    pids, native_ids = zip(answers.get(), answers.get(), strict=True)
    for worker in workers:
        worker.join()
    print(f"2 x {kind.__name__}:")
    print(f"  different process ids: {len(set(pids))}")
    print(f"  different thread ids:  {len(set(native_ids))}")


if __name__ == "__main__":
    ask_two(
        multiprocessing.Process,
        multiprocessing.SimpleQueue(),
        multiprocessing.Barrier(2),
    )
    ask_two(threading.Thread, SimpleQueue(), threading.Barrier(2))
