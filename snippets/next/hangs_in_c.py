"""py-spy --native: in which function of a C library does it hang?"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["py-spy"]
# ///
import ctypes
import json
import multiprocessing as mp
import subprocess
import sys
from pathlib import Path


def work(has_begun):
    library = ctypes.CDLL(None)  # what the process is linked with
    has_begun.set()
    library.pause()  # returns when a signal comes; none does


def functions(pid):
    py_spy = Path(sys.executable).with_name("py-spy")
    dump = [py_spy, "dump", "--native", "--json", "--pid", str(pid)]
    (thread,) = json.loads(subprocess.check_output(dump))
    names = [frame["name"] for frame in thread["frames"]]
    return [name for name in names if not name.startswith("0x")]


if __name__ == "__main__":
    has_begun = mp.Event()
    program = mp.Process(target=work, args=(has_begun,), daemon=True)
    program.start()
    has_begun.wait()
    while "pause" not in (stack := functions(program.pid)):
        pass  # it has not come so far yet
    print("it stands in", stack[0])
    print("called by work, a function of Python:", "work" in stack)
