"""One row of people: the first have the seats, so all move up."""

from threading import Barrier, Lock, Thread

SEATS = 1
lock = Lock()
people = ["Ann", "Bob", "Cem"]  # in the order of coming
both_are_here = Barrier(2)


def leave(student):
    both_are_here.wait()
    with lock:
        people.remove(student)


def enroll(student):
    both_are_here.wait()
    with lock:
        people.append(student)


if __name__ == "__main__":
    clerks = [
        Thread(target=leave, args=("Ann",)),
        Thread(target=enroll, args=("Eve",)),
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("seated:", people[:SEATS])
    print("waiting:", people[SEATS:])
