"""A barrier makes the quick wait for the slowest, course by course."""

from threading import Barrier, Thread
from time import sleep

COURSES = ("soup", "fish", "cake")
all_ready = Barrier(3)
served = []


def cook(seconds):
    for course in COURSES:
        sleep(seconds)
        if all_ready.wait() == 0:  # one of the three gets the 0
            served.append(course)


if __name__ == "__main__":
    cooks = [
        Thread(target=cook, args=(seconds,), name=name)
        for name, seconds in (
            ("Ann", 0.02),
            ("Bob", 0.04),
            ("Cy", 0.08),
        )
    ]
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    print("served:", *served)
