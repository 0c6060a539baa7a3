"""A worker is killed: every unfinished future of the pool fails."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def cook(dish):
    if dish == "elephant":  # too much for the memory
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{dish}, cooked"


def outcome(order):
    error = order.exception()
    return type(error).__name__ if error else order.result()


if __name__ == "__main__":
    menu = ["soup", "elephant", "fish", "cake"]
    with ProcessPoolExecutor(max_workers=1) as kitchen:
        print("soup:", kitchen.submit(cook, "soup").result())
        orders = {d: kitchen.submit(cook, d) for d in menu[1:]}
        for dish, order in orders.items():
            print(f"{dish}: {outcome(order)}")
        try:
            kitchen.submit(cook, "tea")
        except BrokenProcessPool:
            print("this pool takes no more orders")
