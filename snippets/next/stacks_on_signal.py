"""kill -USR1: a program writes down where its threads stand."""

import faulthandler
import os
import signal
from pathlib import Path
from threading import Event, Lock, Thread

oven = Lock()
closing = Event()


def bake(has_oven):
    with oven:
        has_oven.set()
        closing.wait()


def roast():
    with oven:
        pass


if __name__ == "__main__":
    has_oven = Event()
    baker = Thread(target=bake, args=(has_oven,))
    cook = Thread(target=roast)
    baker.start()
    has_oven.wait()
    cook.start()
    with open("stacks.txt", "w+") as stacks:
        faulthandler.register(signal.SIGUSR1, file=stacks)
        cook.join(timeout=0.5)  # it stands at the oven by now
        os.kill(os.getpid(), signal.SIGUSR1)
        faulthandler.unregister(signal.SIGUSR1)
        stacks.seek(0)
        for line in stacks:
            if Path(__file__).name in line:  # not threading.py
                print(line.rpartition(", ")[2], end="")
    closing.set()
