"""A thread that waits in get() is woken by what you put."""

from queue import Queue
from threading import Thread

CLOSED = object()  # like nothing else that is put


def cook(orders):
    while (dish := orders.get()) is not CLOSED:
        print("cooked", dish)
    print("the cook goes home")


if __name__ == "__main__":
    orders = Queue()
    worker = Thread(target=cook, args=(orders,))
    worker.start()
    for dish in "soup", "fish":
        orders.put(dish)
    orders.put(CLOSED)
    worker.join()
