"""Ctrl-C reaches the main thread alone; it tells the others."""

import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

cooking = Event()
closing = Event()


def cook(dish):
    cooking.set()
    closing.wait()  # stands for work that looks at the event
    return f"{dish}: put aside"


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as kitchen:
        soup = kitchen.submit(cook, "soup")
        fish = kitchen.submit(cook, "fish")
        cooking.wait()
        try:
            signal.raise_signal(signal.SIGINT)  # as Ctrl-C does
            print("never printed")
        except KeyboardInterrupt:
            print("main thread: interrupted")
            print("the soup is still cooking:", soup.running())
            kitchen.shutdown(wait=False, cancel_futures=True)
            closing.set()
    print(soup.result())
    print("fish: canceled:", fish.cancelled())
