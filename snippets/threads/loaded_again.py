"""A thread uses the loaded module; a spawned process loads its own."""

import multiprocessing
import os
from threading import Thread

LOADED_BY = os.getpid()  # runs whenever this file is loaded


def report(answers):
    answers.put(f"pid {os.getpid()}, module loaded by pid {LOADED_BY}")


if __name__ == "__main__":
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.SimpleQueue()

    print(f"main process: pid {os.getpid()}")
    for kind in (Thread, spawn.Process):
        worker = kind(target=report, args=(answers,))
        worker.start()
        print(f"{kind.__name__}: {answers.get()}")
        worker.join()
