"""Who holds an RLock enters again; others wait for the last exit."""

from threading import Event, RLock, Thread
from time import sleep

drawer = RLock()
open_now = Event()
log = []


def count_coins():
    with drawer:
        open_now.set()
        sleep(0.05)
        with drawer:  # the same thread: no wait
            sleep(0.05)
        sleep(0.05)  # released once, held still
        log.append("coins counted")


def take_a_coin():
    open_now.wait()
    with drawer:
        log.append("coin taken")


if __name__ == "__main__":
    owner = Thread(target=count_coins, name="owner")
    other = Thread(target=take_a_coin, name="other")
    owner.start()
    other.start()
    owner.join()
    other.join()
    print(*log, sep="\n")
