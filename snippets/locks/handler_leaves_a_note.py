"""A handler that only leaves a note; the main thread acts on it."""

import signal
from queue import SimpleQueue
from threading import Lock

till = Lock()
notes = SimpleQueue()


def leave_a_note(signal_number, frame):
    notes.put(signal.Signals(signal_number).name)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, leave_a_note)
    with till:
        signal.raise_signal(signal.SIGINT)
        print("main: I have the till")
    print("main: a note says", notes.get())
    with till:
        print("main: the money is counted")
