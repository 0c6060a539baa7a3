"""Checks photo_lab.py. In the folder where both are: pytest check_photo_lab.py"""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

NAME = "photo_lab"


@pytest.mark.parametrize("size", ["small", "large"])
def test_the_photo_comes_whole(tmp_path, size):
    """Whether or not it fits into the pipe between the processes."""
    asked = {"small": 10, "large": 10_000_000}[size]
    received = ask({"small": fetch_small, "large": fetch_large}[size], tmp_path)
    if received != asked:
        tell(
            f"Of a photo of {asked} bytes, {received} came. The lab cannot end before its photo "
            "has been taken out of the queue, however long you wait for it."
        )


def fetch_small():
    """How many bytes came."""
    return fetch(10)


def fetch_large():
    """How many bytes came."""
    return fetch(10_000_000)


def fetch(size):
    """How many bytes came."""
    from photo_lab import fetch_photo

    return len(fetch_photo(size))


def test_the_lab_has_ended(tmp_path):
    """The process of the lab goes on for some seconds after the photo is ready."""
    if ask(fetch_and_look, tmp_path):
        tell("fetch_photo() returned, and the process of the lab was still there. Join it.")


def fetch_and_look():
    """How many processes are left."""
    from photo_lab import fetch_photo

    fetch_photo(SlowLab())
    return len(multiprocessing.active_children())


class SlowLab:
    """A photo of ten bytes; the process that develops it takes its time to end."""

    def __index__(self):
        """Called by bytes()."""
        Thread(target=time.sleep, args=(4,)).start()
        return 10


# The rest is the same in every check. It runs a program in a process of its own, so that one which
# waits forever can be stopped, with everything that it has started.

HERE = Path(__file__).resolve().parent
LIMIT = int(os.environ.get("CHECK_LIMIT", "30"))  # seconds; reached only by a program that hangs


def ask(experiment, folder):
    """What a function of this file returns, called in a process of its own."""
    run([__file__, experiment.__name__], folder)
    return json.loads((folder / "answer.json").read_text("utf-8"))


def run(arguments, folder):
    """What Python prints with these arguments. The test fails if it fails or does not end."""
    if not (HERE / f"{NAME}.py").is_file():
        tell(f"There is no {NAME}.py beside {Path(__file__).name}. Put both into one folder.")
    log = folder / "printed.txt"
    path = [str(folder), str(HERE), os.environ.get("PYTHONPATH", "")]
    settings = {
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with log.open("wb") as printed:
        program = subprocess.Popen(
            [sys.executable, "-u", *arguments],
            cwd=folder,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = program.wait(LIMIT)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            stop(program)
    said = log.read_text("utf-8", "replace")
    print(said, end="")  # pytest shows it if the test fails
    if status is None and (folder / "answer.json").exists():
        tell(f"All is done, but {NAME}.py does not end: a thread or process of it goes on.")
    if status is None:
        tell(f"{NAME}.py was stopped after {LIMIT} s: something in it waits forever.")
    if status:
        tell(f"{NAME}.py was ended by an error; see below what it printed.")
    return said


def stop(program):
    """End a program and everything that it has started, if it still runs."""
    if program.poll() is not None:
        return
    if sys.platform == "win32":
        kill = ["taskkill", "/F", "/T", "/PID", str(program.pid)]
        subprocess.run(kill, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    else:
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def tell(words):
    """End the test with a message in words, and no traceback."""
    pytest.fail(words, pytrace=False)


if __name__ == "__main__":
    answer = globals()[sys.argv[1]]()
    Path("answer.json").write_text(json.dumps(answer), "utf-8")
