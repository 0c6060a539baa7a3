"""Broken: after Ctrl-C the with block still waits for the cook."""

import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

closing = Event()  # nobody sets it

if __name__ == "__main__":
    with ThreadPoolExecutor() as kitchen:
        kitchen.submit(closing.wait)
        print("Ctrl-C")
        signal.raise_signal(signal.SIGINT)
    print("never printed")
