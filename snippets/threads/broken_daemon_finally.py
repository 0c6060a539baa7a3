"""Broken: the finally block of this daemon thread never runs."""

import threading
import time


def bake(oven_on):
    try:
        print("oven on")
        oven_on.set()
        time.sleep(3600)  # a very slow cake
    finally:
        print("oven off")


if __name__ == "__main__":
    oven_on = threading.Event()
    threading.Thread(target=bake, args=(oven_on,), daemon=True).start()
    oven_on.wait()
    print("the main program ends")
