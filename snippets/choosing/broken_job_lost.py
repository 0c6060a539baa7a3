"""Broken: a worker that dies takes its job with it."""

import os
from multiprocessing import Process, SimpleQueue


def work(worker, accident, jobs):
    while task := jobs.get():
        print(f"{worker} takes {task}", flush=True)
        if task == accident:
            os._exit(1)  # as in a power cut
        print(f"{worker} serves {task}", flush=True)


if __name__ == "__main__":
    jobs = SimpleQueue()
    for task in ("bread", "soup", "fish", None):
        jobs.put(task)

    for worker, accident in (("Ann", "soup"), ("Ben", None)):
        cook = Process(target=work, args=(worker, accident, jobs))
        cook.start()
        cook.join()
    print("jobs left:", not jobs.empty())
