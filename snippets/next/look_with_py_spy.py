"""py-spy looks into a running program; it needs no preparation."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["py-spy"]
# ///
import json
import multiprocessing as mp
import subprocess
import sys
from pathlib import Path
from threading import Event, Lock, Thread

oven = Lock()


def roast():
    with oven:
        pass


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
    py_spy = Path(sys.executable).with_name("py-spy")
    dump = [py_spy, "dump", "--json", "--pid", str(program.pid)]
    for thread in json.loads(subprocess.check_output(dump)):
        functions = [frame["name"] for frame in thread["frames"]]
        print(f"{thread['thread_name']}:", *functions[:3])
