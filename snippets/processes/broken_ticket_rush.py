"""Broken: three buyers all get the last ticket."""

from multiprocessing import Barrier, Process, SimpleQueue
from pathlib import Path

STOCK = Path("tickets.txt")


def buy(all_have_looked, results):
    left = int(STOCK.read_text())
    all_have_looked.wait()  # the unlucky moment, made certain
    if left > 0:
        STOCK.write_text(str(left - 1))
    results.put(left > 0)


if __name__ == "__main__":
    STOCK.write_text("1")
    print("tickets to sell:", STOCK.read_text())
    all_have_looked = Barrier(3, timeout=8)  # seconds
    results = SimpleQueue()
    buyers = [
        Process(target=buy, args=(all_have_looked, results))
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
