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


def kitchen(is_stuck):
    with oven:
        cook = Thread(target=roast, name="cook")
        cook.start()
        cook.join(timeout=0.5)  # it stands at the oven by now
        is_stuck.set()
        Event().wait()  # nobody will set it


if __name__ == "__main__":
    is_stuck = mp.Event()
    program = mp.Process(target=kitchen, args=(is_stuck,), daemon=True)
    program.start()
    is_stuck.wait()
    profiler = [sys.executable, "-m", "profiling.sampling"]
    command = [*profiler, "dump", "--all-threads", str(program.pid)]
    for line in subprocess.check_output(
        command, text=True
    ).splitlines():
        if Path(__file__).name in line:  # not threading.py
            print(line.partition(", ")[2])
