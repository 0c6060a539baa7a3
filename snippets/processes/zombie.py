"""A zombie: the child has ended, but nobody has waited for it."""

import multiprocessing as mp
import os
import sys
from pathlib import Path
from time import sleep


def look_up(pid):
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return "no entry in the process table"
    text = status.read_text()
    state = "zombie" if "State:\tZ" in text else "alive"
    return f"{state}, holds memory: {'VmRSS' in text}"


def bake(closing_time):
    closing_time.wait()
    sys.exit(7)


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    closing_time = ctx.Event()
    baker = ctx.Process(target=bake, args=(closing_time,))
    baker.start()
    print("started: ", look_up(baker.pid))

    closing_time.set()
    os.waitid(os.P_PID, baker.pid, os.WEXITED | os.WNOWAIT)
    print("ended:   ", look_up(baker.pid))
    sleep(0.2)  # the parent is busy

    baker.join()
    print("joined:  ", look_up(baker.pid))
    print("exit code kept for the parent:", baker.exitcode)
