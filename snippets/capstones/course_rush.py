"""Fifty students at once, twenty seats: look and act are one step."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

SEATS, STUDENTS = 20, 50
opening = Barrier(STUDENTS)
lock = Lock()
seated, waiting = [], []


def enroll(student):
    opening.wait()  # all at the same time
    with lock:
        if len(seated) < SEATS:
            seated.append(student)
        else:
            waiting.append(student)


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=STUDENTS) as pool:
        list(pool.map(enroll, range(STUDENTS)))
    print("seats:", SEATS)
    print("students with a seat:", len(seated))
    print("students who wait:", len(waiting))
