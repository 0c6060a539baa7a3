"""Checks photo_lab.py. In the folder where both are: pytest check_photo_lab.py"""

import multiprocessing
import time
from threading import Thread

from tail import ask, count_processes, tell, time_flies

EACH = {"size": ["small", "large"]}


def test_the_photo_comes_whole(tmp_path, size):
    """Whether or not it fits into the pipe between the processes."""
    asked = {"small": 10, "large": 10_000_000}[size]
    received = ask({"small": fetch_small, "large": fetch_large}[size], tmp_path)
    if received < 0:
        tell("The lab has to stay a process of its own: it is far away.")
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
    """How many bytes came, if no time limit lasts; -1 if no process was asked for them."""
    time_flies()
    started = count_processes()
    from photo_lab import fetch_photo

    received = len(fetch_photo(size))
    return received if started else -1


def test_the_lab_has_ended(tmp_path):
    """The process of the lab goes on for some seconds after the photo is ready."""
    if ask(fetch_and_look, tmp_path):
        tell("fetch_photo() returned, and the process of the lab was still there. Join it.")


def fetch_and_look():
    """How many processes are left."""
    time_flies()
    from photo_lab import fetch_photo

    fetch_photo(SlowLab())
    return len(multiprocessing.active_children())


class SlowLab:
    """A photo of ten bytes; the process that develops it takes its time to end."""

    def __index__(self):
        """Called by bytes()."""
        Thread(target=time.sleep, args=(4,)).start()
        return 10
