"""100 threads take a ticket each, one after another: none is left."""

from threading import Lock, Thread
from time import sleep

tickets = 100
lock = Lock()


def take_one():
    global tickets
    with lock:
        seen = tickets
        sleep(0.001)  # the others have every chance to come between
        tickets = seen - 1


if __name__ == "__main__":
    buyers = [Thread(target=take_one) for _ in range(100)]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    print("tickets left:", tickets)
