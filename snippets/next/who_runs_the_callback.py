"""A callback runs in whichever thread gets to it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread

callback_is_added = Event()


def bake():
    callback_is_added.wait(timeout=5)
    return "bread"


def announce(order):
    print(f"{order.result()}: announced by {current_thread().name}")


if __name__ == "__main__":
    with ThreadPoolExecutor(1, thread_name_prefix="cook") as kitchen:
        order = kitchen.submit(bake)
        order.add_done_callback(announce)
        callback_is_added.set()
    print("the kitchen is closed")
    order.add_done_callback(announce)
