"""shutdown() stops all threads that wait in get(), however many."""

# /// script
# requires-python = ">=3.13"
# ///
from concurrent.futures import ThreadPoolExecutor
from queue import Queue, ShutDown
from threading import Barrier

COOKS = 3
all_here = Barrier(COOKS + 1)


def cook(orders):
    all_here.wait()
    cooked = 0
    while True:
        try:
            orders.get()
        except ShutDown:
            return cooked
        cooked += 1


if __name__ == "__main__":
    orders = Queue()
    with ThreadPoolExecutor(COOKS) as kitchen:
        cooks = [kitchen.submit(cook, orders) for _ in range(COOKS)]
        all_here.wait()
        for number in range(10):
            orders.put(number)
        orders.shutdown()
    print("cooked in all:", sum(cook.result() for cook in cooks))
    try:
        orders.put("one more")
    except ShutDown:
        print("the kitchen takes no more orders")
