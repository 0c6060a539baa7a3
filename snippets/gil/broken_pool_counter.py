"""Broken: the workers count in a variable of their own."""
# /// script
# requires-python = ">=3.14"
# ///

from concurrent.futures import InterpreterPoolExecutor
from threading import Lock

sold = 0
lock = Lock()


def sell(tickets):
    global sold
    with lock:
        sold += tickets


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=2) as pool:
        list(pool.map(sell, [1, 2, 3, 4]))
    print(f"tickets sold: {sold}")
