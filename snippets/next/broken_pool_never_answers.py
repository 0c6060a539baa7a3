"""Broken: the worker is killed, and its call is never answered."""

import multiprocessing as mp
import os
import signal


def cook(dish):
    if dish == "elephant":
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{dish}, cooked"


if __name__ == "__main__":
    with mp.get_context("spawn").Pool(processes=1) as kitchen:
        print(kitchen.apply(cook, ["soup"]))
        order = kitchen.apply_async(cook, ["elephant"])
        print(kitchen.apply(cook, ["fish"]))
        print(order.get())
