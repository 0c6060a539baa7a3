"""A pool hands a lock to its workers through an initializer."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import sleep

STOCK = Path("tickets.txt")


def keep_lock(shared_lock, both_here):
    global lock
    lock = shared_lock
    both_here.wait()  # nobody sells before the other can


def buy(buyer):
    with lock:
        left = int(STOCK.read_text())
        if left > 0:
            sleep(0.1)  # the buyer pays
            STOCK.write_text(str(left - 1))
    return left > 0


if __name__ == "__main__":
    STOCK.write_text("3")
    print("tickets to sell:", STOCK.read_text())
    context = mp.get_context("spawn")
    with ProcessPoolExecutor(
        max_workers=2,
        mp_context=context,
        initializer=keep_lock,
        initargs=(context.Lock(), context.Barrier(2)),
    ) as pool:
        got_one = list(pool.map(buy, range(10)))

    print("buyers:", len(got_one))
    print("buyers who got one:", sum(got_one))
    print("tickets left:", STOCK.read_text())
