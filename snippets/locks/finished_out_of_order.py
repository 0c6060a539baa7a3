"""Orders are taken in turn, yet need not be finished in turn."""

from queue import Queue
from threading import Event, Thread


def cook(orders, tea_is_ready, served):
    while (dish := orders.get()) is not None:
        if dish == "soup":
            tea_is_ready.wait()  # soup takes longer than tea
        served.append(dish)
        if dish == "tea":
            tea_is_ready.set()
        orders.task_done()


if __name__ == "__main__":
    orders, tea_is_ready, served = Queue(), Event(), []
    cooks = [
        Thread(target=cook, args=(orders, tea_is_ready, served))
        for _ in range(2)
    ]
    for thread in cooks:
        thread.start()
    for dish in ("soup", "tea"):
        orders.put(dish)
    print("ordered: soup, tea")

    orders.join()
    print("finished:", *served)
    for _ in cooks:
        orders.put(None)
    for thread in cooks:
        thread.join()
    print("the cooks have gone home")
