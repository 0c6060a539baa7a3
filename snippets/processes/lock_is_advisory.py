"""A lock does not stop a process that never asks for it."""

from multiprocessing import Lock, Process
from pathlib import Path

NOTE = Path("note.txt")


def write_without_asking():
    NOTE.write_text("overwritten by the child")


if __name__ == "__main__":
    lock = Lock()
    with lock:
        NOTE.write_text("written by the parent")
        child = Process(target=write_without_asking)
        child.start()
        child.join()
        still_held = not lock.acquire(block=False)
        print("the parent still holds the lock:", still_held)
        print("the note says:", NOTE.read_text())
