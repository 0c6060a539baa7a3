"""Thirty students come for eleven seats; then ten of them leave."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, Semaphore

NAMES = "seats taken", "students who sit", "students who wait"


def storm(title, turn, meet):
    seated, waiting, log = [], [], [(0, 0, 0)]
    act = Lock()  # keeps the lists whole, and no rule

    def enroll(student):
        with turn:
            row = seated if len(seated) < 11 else waiting
            meet()
            with act:
                row.append(student)
                log.append((len(seated), len({*seated}), len(waiting)))

    def leave(student):
        with turn:
            first = waiting[0]
            meet()
            with act:
                seated[seated.index(student)] = first
                waiting[:] = [s for s in waiting if s != first]
                log.append((len(seated), len({*seated}), len(waiting)))

    with ThreadPoolExecutor(max_workers=10) as clerks:
        list(clerks.map(enroll, range(30)))
        list(clerks.map(leave, seated[:10]))
    print(f"{title}:")
    for name, *values in zip(NAMES, *log, strict=True):
        print(f"  {name}:", *values)


if __name__ == "__main__":
    storm("ten look, then act", Semaphore(10), Barrier(10).wait)
    storm("one looks and acts", Semaphore(1), lambda: None)
