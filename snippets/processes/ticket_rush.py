"""With a lock around look and sale, one ticket is sold once."""

from multiprocessing import Barrier, Lock, Process, SimpleQueue
from pathlib import Path

STOCK = Path("tickets.txt")


def buy(doors_open, lock, results):
    doors_open.wait()  # all three rush in at once
    with lock:
        left = int(STOCK.read_text())
        if left > 0:
            STOCK.write_text(str(left - 1))
    results.put(left > 0)


if __name__ == "__main__":
    STOCK.write_text("1")
    print("tickets to sell:", STOCK.read_text())
    doors_open = Barrier(3, timeout=8)  # seconds
    lock = Lock()
    results = SimpleQueue()
    buyers = [
        Process(target=buy, args=(doors_open, lock, results))
        for _ in range(3)
    ]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    sold = 0
    while not results.empty():  # whoever crashed has told nothing
        sold += results.get()

    print("buyers who got one:", sold)
    print("tickets left:", STOCK.read_text())
