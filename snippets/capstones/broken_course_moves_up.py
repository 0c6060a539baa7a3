"""Broken: Eve comes between the leaving and the moving up."""

from threading import Event, Lock, Thread

SEATS = 1
lock = Lock()
seated, waiting = ["Ann"], ["Bob", "Cem"]
seat_is_free, eve_has_come = Event(), Event()


def leave(student):
    with lock:
        seated.remove(student)
    seat_is_free.set()
    eve_has_come.wait()  # the unlucky moment, made certain
    with lock:
        seated.append(waiting.pop(0))


def enroll(student):
    seat_is_free.wait()
    with lock:
        if len(seated) < SEATS:
            seated.append(student)
        else:
            waiting.append(student)
    eve_has_come.set()


if __name__ == "__main__":
    clerks = [
        Thread(target=leave, args=("Ann",)),
        Thread(target=enroll, args=("Eve",)),
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("seats:", SEATS, "seated:", seated)
    print("waiting:", waiting)
