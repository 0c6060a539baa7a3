"""Broken: fifty students look for one of twenty seats, then act."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

SEATS, STUDENTS = 20, 50
all_have_looked = Barrier(STUDENTS)
seated, waiting = [], []


def enroll(student):
    is_free = len(seated) < SEATS
    all_have_looked.wait()  # the unlucky moment, made certain
    if is_free:
        seated.append(student)
    else:
        waiting.append(student)


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=STUDENTS) as pool:
        list(pool.map(enroll, range(STUDENTS)))
    print("seats:", SEATS)
    print("students with a seat:", len(seated))
    print("students who wait:", len(waiting))
