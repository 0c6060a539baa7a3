"""A fork copies a held lock; logging unlocks its own in the child."""

import logging
import os
import sys
import warnings
from threading import Event, Lock, Thread

logging.basicConfig(stream=sys.stdout, format="%(message)s")
handler = logging.getLogger().handlers[0]
own_lock = Lock()
locked, forked = Event(), Event()


def hold_both():
    with own_lock, handler.lock:
        locked.set()
        forked.wait()


if __name__ == "__main__":
    Thread(target=hold_both).start()
    locked.wait()
    warnings.simplefilter("ignore", DeprecationWarning)
    if (child := os.fork()) == 0:
        logging.warning("child: logging works")
        free = own_lock.acquire(timeout=0.2)
        logging.warning("child: the other lock is free: %s", free)
        os._exit(0)
    os.waitpid(child, 0)
    forked.set()
