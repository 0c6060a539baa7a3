"""An empty queue makes get() wait, or raise Empty if told not to."""

from multiprocessing import Event, Process, Queue
from queue import Empty


def eat(shelf, hungry):
    hungry.set()
    shelf.get()  # nothing there: waits here


if __name__ == "__main__":
    shelf = Queue()
    hungry = Event()
    guest = Process(target=eat, args=(shelf, hungry))
    guest.start()
    hungry.wait()

    try:
        shelf.get_nowait()
    except Empty:
        print("get_nowait() raised Empty")
    try:
        shelf.get(timeout=0.2)
    except Empty:
        print("get(timeout=0.2) raised Empty")
    print("the guest still waits:", guest.is_alive())
    shelf.put("bread")
    guest.join()
    print("the guest was served:", guest.exitcode == 0)
