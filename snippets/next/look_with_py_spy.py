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
    py_spy = Path(sys.executable).with_name("py-spy")
    dump = [py_spy, "dump", "--json", "--pid", str(program.pid)]
    tops = {"where they have begun"}
    while tops and tops != {"roast", "Condition.wait"}:
        threads = json.loads(subprocess.check_output(dump))
        tops = {t["frames"][0]["name"] for t in threads if t["frames"]}
    for thread in threads:
        functions = [frame["name"] for frame in thread["frames"]]
        print(f"{thread['thread_name']}:", *functions[:3])
