"""Broken: two threads join each other, so both wait forever."""

from functools import partial
from threading import Barrier, Thread

threads = {}
both_started = Barrier(2, action=partial(print, "both have started"))


def leave_after(friend):
    both_started.wait()
    threads[friend].join()
    print("never printed")


if __name__ == "__main__":
    threads["Ann"] = Thread(target=leave_after, args=("Bob",))
    threads["Bob"] = Thread(target=leave_after, args=("Ann",))
    for thread in threads.values():
        thread.start()
