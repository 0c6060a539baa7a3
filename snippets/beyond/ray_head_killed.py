"""Ray: the server that knows of all is killed; the program ends."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["psutil", "ray"]
# ///
import os
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import sleep

import psutil
import ray

SMALL = {"num_cpus": 1, "include_dashboard": False}
TAKEN = Path("taken").absolute()


@ray.remote
def be_long():
    TAKEN.touch()
    sleep(600)


def program():
    ray.init(**SMALL, logging_level="CRITICAL", log_to_driver=False)
    pieces = [be_long.remote(), be_long.remote()]
    while not TAKEN.exists():
        sleep(0.01)
    print("one is being done, one waits", flush=True)
    for process in psutil.Process().children():
        if process.name() == "gcs_server":
            process.kill()  # -9
    print("done:", ray.get(pieces))


if __name__ == "__main__":
    if "program" in sys.argv:
        sys.exit(program())
    TAKEN.unlink(missing_ok=True)  # of an earlier run
    os.environ |= {"RAY_gcs_rpc_server_reconnect_timeout_s": "1"}
    itself = [sys.executable, __file__, "program"]
    with Popen(itself, stderr=DEVNULL, process_group=0) as ended:
        print("the program ends with status", ended.wait())
    with suppress(ProcessLookupError):  # what Ray leaves running
        os.killpg(ended.pid, 9)
