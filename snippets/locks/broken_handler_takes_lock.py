"""Broken: the handler waits for a lock that its own thread holds."""

import signal
from threading import Lock

till = Lock()


def count_the_money(signal_number, frame):
    print("handler: I want the till")
    with till:
        print("never printed")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, count_the_money)
    with till:
        print("main: I have the till")
        signal.raise_signal(signal.SIGINT)  # as Ctrl-C does
