"""SIGTERM and a pool: finish what is begun, cancel what waits."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

cooking = Event()
asked = Event()


def cook(dish):
    cooking.set()
    asked.wait()  # the soup takes that long
    return f"{dish}: cooked"


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    with ThreadPoolExecutor(max_workers=1) as kitchen:
        soup = kitchen.submit(cook, "soup")
        fish = kitchen.submit(cook, "fish")
        cooking.wait()
        os.kill(os.getpid(), signal.SIGTERM)  # as systemd does
        print("asked by", signal.sigwait([signal.SIGTERM]).name)
        kitchen.shutdown(wait=False, cancel_futures=True)
        try:
            kitchen.submit(cook, "cake").result()
        except RuntimeError:
            print("cake: refused")
        asked.set()
    print(soup.result())
    print("fish: canceled:", fish.cancelled())
