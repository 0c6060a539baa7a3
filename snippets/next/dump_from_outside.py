"""Python 3.15 looks into a running Python, from outside."""

# /// script
# requires-python = ">=3.15"
# ///
import multiprocessing as mp
import subprocess
import sys
from pathlib import Path
from threading import Event, Lock, Thread

oven = Lock()


def roast():
    with oven:
        print("never printed")


def kitchen(has_begun):
    with oven:
        Thread(target=roast, name="cook").start()
        has_begun.set()
        Event().wait()  # nobody will set it


if __name__ == "__main__":
    has_begun = mp.Event()
    program = mp.Process(target=kitchen, args=(has_begun,), daemon=True)
    program.start()
    has_begun.wait()
    profiler = [sys.executable, "-m", "profiling.sampling"]
    command = [*profiler, "dump", "--all-threads", str(program.pid)]
    stacks = ""
    while "with oven" not in stacks or "Event().wait()" not in stacks:
        stacks = subprocess.check_output(command, text=True)
    for line in stacks.splitlines():
        if Path(__file__).name in line:  # not threading.py
            print(line.partition(", ")[2])
