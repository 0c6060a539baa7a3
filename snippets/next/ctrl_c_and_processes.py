"""Ctrl-C goes to every process; only the main one should act on it."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Barrier, Event


def set_up(*shared):
    global at_work, closing
    at_work, closing = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cook(dish):
    at_work.wait()
    closing.wait()
    return f"{dish}: put aside"


if __name__ == "__main__":
    shared = Barrier(3, timeout=8), Event()
    at_work, closing = shared
    with ProcessPoolExecutor(
        2, initializer=set_up, initargs=shared
    ) as kitchen:
        orders = [kitchen.submit(cook, d) for d in ("soup", "fish")]
        at_work.wait()
        try:
            os.killpg(os.getpgrp(), signal.SIGINT)  # as Ctrl-C does
            orders[0].result()
        except KeyboardInterrupt:
            print("main: interrupted")
            closing.set()
        for order in orders:
            print(order.result())
