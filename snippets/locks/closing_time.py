"""A queue that is shut down takes no orders; the rest are served."""

# /// script
# requires-python = ">=3.13"
# ///

from queue import Queue, ShutDown
from threading import Thread


def cook(orders, served):
    while True:
        try:
            dish = orders.get()
        except ShutDown:
            return
        served.append(dish)


if __name__ == "__main__":
    orders, served = Queue(), []
    for dish in ("soup", "tea", "rice"):
        orders.put(dish)
    orders.shutdown()
    try:
        orders.put("cake")
    except ShutDown:
        print("cake: too late, the kitchen has closed")

    cooks = [
        Thread(target=cook, args=(orders, served)) for _ in range(2)
    ]
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    print("served:", *sorted(served))
    print("both cooks have gone home")
