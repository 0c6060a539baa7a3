"""A pool hands a lock to its workers through an initializer."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Lock
from pathlib import Path

STOCK = Path("tickets.txt")


def keep_lock(shared_lock):
    global lock
    lock = shared_lock


def buy(buyer):
    with lock:
        left = int(STOCK.read_text())
        if left > 0:
            STOCK.write_text(str(left - 1))
    return left > 0


if __name__ == "__main__":
    STOCK.write_text("3")
    print("tickets to sell:", STOCK.read_text())
    with ProcessPoolExecutor(
        max_workers=2, initializer=keep_lock, initargs=(Lock(),)
    ) as pool:
        got_one = list(pool.map(buy, range(10)))

    print("buyers:", len(got_one))
    print("buyers who got one:", sum(got_one))
    print("tickets left:", STOCK.read_text())
