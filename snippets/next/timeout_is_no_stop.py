"""A timeout ends the waiting for a call, not the call."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

oven_is_hot = Event()


def bake():
    oven_is_hot.wait()
    return "bread"


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as kitchen:
        bread = kitchen.submit(bake)
        try:
            bread.result(timeout=0.1)
        except TimeoutError:
            print("I have waited long enough")
        print("can be canceled:", bread.cancel())
        print("still running:", bread.running())
        sleep(0.05)  # something else; the baker waits on
        oven_is_hot.set()
        print("later:", bread.result())
