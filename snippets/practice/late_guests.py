"""To mend: the cook goes home before the last guest has come."""

import time
from queue import Queue
from threading import Thread


def take_orders(guests, orders):
    for dish in guests:
        orders.put(dish)


def cook_all(orders):
    cooked = [orders.get()]
    while not orders.empty():
        cooked.append(orders.get())
    return cooked


def evening(guests):
    orders = Queue()
    waiter = Thread(target=take_orders, args=(guests, orders))
    waiter.start()
    cooked = cook_all(orders)
    waiter.join()
    return cooked


def two_guests():
    yield "soup"
    time.sleep(3)  # the second guest is late
    yield "rice"


if __name__ == "__main__":
    print("ordered: soup rice")
    print("cooked:", *evening(two_guests()))
