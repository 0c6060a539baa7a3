"""Broken: a loop on empty() leaves before the orders arrive."""

from multiprocessing import Queue
from queue import Empty
from threading import Event

pickling_may_end = Event()


class SlowOrder:
    def __reduce__(self):  # how pickle turns it into bytes
        pickling_may_end.wait()
        return SlowOrder, ()


if __name__ == "__main__":
    orders = Queue()
    for _ in range(3):
        orders.put(SlowOrder())

    cooked = 0
    while not orders.empty():
        orders.get()
        cooked += 1
    print("put: 3")
    print("cooked:", cooked)
    try:
        orders.get_nowait()
    except Empty:
        print("get_nowait() raised Empty")

    pickling_may_end.set()
    late = [orders.get() for _ in range(3)]
    print("arrived when the loop was over:", len(late))
