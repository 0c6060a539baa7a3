"""The waiter tells the cook when there is no more to come."""

import time
from queue import Queue
from threading import Thread

NO_MORE = object()


def take_orders(guests, orders):
    try:
        for dish in guests:
            orders.put(dish)
    finally:
        orders.put(NO_MORE)  # also after an exception


def cook_all(orders):
    while (dish := orders.get()) is not NO_MORE:
        yield dish


def evening(guests):
    orders = Queue()
    waiter = Thread(target=take_orders, args=(guests, orders))
    waiter.start()
    cooked = list(cook_all(orders))
    waiter.join()
    return cooked


def two_guests():
    yield "soup"
    time.sleep(3)  # the second guest is late
    yield "rice"


if __name__ == "__main__":
    print("ordered: soup rice")
    print("cooked:", *evening(two_guests()))
