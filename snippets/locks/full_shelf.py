"""A quick baker, a short shelf: put() waits for the seller."""

from queue import Queue
from threading import Thread
from time import sleep

NO_MORE = None


def bake(shelf):
    for loaf in range(1, 7):
        sleep(0.01)
        shelf.put(loaf)
    shelf.put(NO_MORE)


def sell(shelf, sold):
    while (loaf := shelf.get()) is not NO_MORE:
        sleep(0.04)
        sold.append(loaf)


if __name__ == "__main__":
    shelf, sold = Queue(maxsize=2), []
    baker = Thread(target=bake, args=(shelf,), name="baker")
    seller = Thread(target=sell, args=(shelf, sold), name="seller")
    baker.start()
    seller.start()
    baker.join()
    seller.join()
    print("sold:", sold)
