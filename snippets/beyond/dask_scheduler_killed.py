"""Dask: the scheduler is killed and started again: what is left?"""

# /// script
# dependencies = ["distributed"]
# ///
import os
from pathlib import Path
from subprocess import DEVNULL, Popen
from sys import executable
from time import sleep

from distributed import Client

PORT = os.environ.get("PORT", "8786")
SCHEDULER = f"-m dask scheduler --port {PORT} --no-dashboard"
WORKER = f"-m dask worker localhost:{PORT} --nthreads 1 --no-nanny"
TAKEN = Path("taken").absolute()


def start(command):
    return Popen([executable, *command.split()], stderr=DEVNULL)


def be_long():
    TAKEN.touch()
    while TAKEN.exists():
        sleep(0.01)


if __name__ == "__main__":
    TAKEN.unlink(missing_ok=True)  # of an earlier run
    scheduler, worker = start(SCHEDULER), start(WORKER)
    with Client(f"localhost:{PORT}", timeout=60) as client:
        done = client.submit(pow, 4, 2)
        print("done:", done.result())
        taken, waits = client.submit(be_long), client.submit(pow, 5, 2)
        while not TAKEN.exists():
            sleep(0.01)
        scheduler.kill()  # -9
        while waits.status == "pending":
            sleep(0.01)  # the client hears of it soon
        print("then:", done.status, taken.status, waits.status)
        TAKEN.unlink()
        print("exit statuses:", worker.wait(), scheduler.wait())
        scheduler, worker = start(SCHEDULER), start(WORKER)
        print("anew:", client.submit(pow, 4, 2).result())
    with worker, scheduler:  # this block waits for both
        scheduler.kill()  # and so the worker ends, too
