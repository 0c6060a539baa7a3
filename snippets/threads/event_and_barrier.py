"""An event opens the door; a barrier waits until all are here."""

from threading import Barrier, Event, Thread

GUESTS = ("Ann", "Bob", "Eve")
doors_open = Event()
all_seated = Barrier(1 + len(GUESTS))
seated = []


def visit(name):
    doors_open.wait()  # until somebody opens them
    seated.append(name)
    all_seated.wait()  # until everybody has come this far


if __name__ == "__main__":
    for name in GUESTS:
        Thread(target=visit, args=(name,)).start()
    print("seated before the doors open:", len(seated))
    doors_open.set()
    all_seated.wait()
    print("seated when the meal begins: ", len(seated))
