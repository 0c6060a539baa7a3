"""Five loaves, two ovens: a semaphore lets two in at a time."""

from threading import Lock, Semaphore, Thread
from time import sleep

ovens = Semaphore(2)
counting = Lock()
baking = most = 0


def bake():
    global baking, most
    with ovens:
        with counting:
            baking += 1
            most = max(most, baking)
        sleep(0.05)
        with counting:
            baking -= 1


if __name__ == "__main__":
    loaves = [
        Thread(target=bake, name=f"loaf {number}")
        for number in range(1, 6)
    ]
    for loaf in loaves:
        loaf.start()
    for loaf in loaves:
        loaf.join()
    print("loaves:", len(loaves), "still in the ovens:", baking)
    print("ever more than two loaves in the ovens:", most > 2)
