"""Killed at thirty moments: what the service has confirmed stays."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import combinations
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from course_visitors import Office  # saved beside this file

asked, answered, told = {}, {}, {}


def enroll(name):
    order = {"request": name, "student": name, "course": "choir"}
    asked[name] = perf_counter()
    told[name] = office.ask("/enroll", **order)["answer"]
    answered[name] = perf_counter()


if __name__ == "__main__":
    moments = Random(15).sample(range(600), 30)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:
        office = Office()
        office.start(folder)
        orders = [pool.submit(enroll, str(n)) for n in range(600)]
        for number, order in enumerate(as_completed(orders)):
            order.result()
            if number in moments:
                office.kill()
                office.start(folder)
        seats, waiting = office.ask("/courses/choir").values()
        office.kill()
    people = seats + waiting
    print("all are there, once:", sorted(people) == sorted(told))
    print("have a seat:", len(seats))
    told_so = {name for name in told if told[name] == "seat"}
    print("were told so, and nobody else:", told_so == set(seats))
    pairs = combinations(people, 2)
    print("overtaken:", sum(answered[b] < asked[a] for a, b in pairs))
