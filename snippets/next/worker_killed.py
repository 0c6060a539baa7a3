"""A worker is killed: every unfinished future of the pool fails."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Event


def set_up(event):
    global all_ordered
    all_ordered = event


def cook(dish):
    if dish == "elephant":  # too much for the memory
        all_ordered.wait()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{dish}, cooked"


if __name__ == "__main__":
    menu = ["soup", "elephant", "fish", "cake"]
    all_ordered = Event()
    with ProcessPoolExecutor(
        1, initializer=set_up, initargs=[all_ordered]
    ) as kitchen:
        print("soup:", kitchen.submit(cook, "soup").result())
        orders = {d: kitchen.submit(cook, d) for d in menu[1:]}
        all_ordered.set()
        for dish, order in orders.items():
            error = order.exception()
            print(f"{dish}: {type(error).__name__}")
        try:
            kitchen.submit(cook, "tea")
        except BrokenProcessPool:
            print("this pool takes no more orders")
