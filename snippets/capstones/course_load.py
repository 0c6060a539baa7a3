"""A thousand students click twice; every tenth leaves again."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from tempfile import TemporaryDirectory
from time import perf_counter

from course_visitors import Office  # saved beside this file

asked, answered = {}, {}


def click(number):
    order = {"student": str(number), "course": "choir"}
    asked.setdefault(str(number), perf_counter())
    office.ask("/enroll", request=f"{number} comes", **order)
    answered.setdefault(str(number), perf_counter())
    if number % 10 == 0:
        office.ask("/leave", request=f"{number} goes", **order)


if __name__ == "__main__":
    clicks = [number for number in range(1000) for _ in range(2)]
    with TemporaryDirectory() as folder:
        office = Office()
        office.start(folder)
        with ThreadPoolExecutor(max_workers=16) as pool:
            list(pool.map(click, clicks))
        seats, waiting = office.ask("/courses/choir").values()
        office.kill()
    people = seats + waiting
    stayed = [str(number) for number in clicks if number % 10]
    print("all are there, once:", sorted(people * 2) == sorted(stayed))
    print("have a seat:", len(seats))
    pairs = combinations(people, 2)
    print("overtaken:", sum(answered[b] < asked[a] for a, b in pairs))
