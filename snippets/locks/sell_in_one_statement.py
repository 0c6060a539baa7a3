"""Look and sale in one statement: the database sells each seat once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

SELL = "UPDATE shows SET seats = seats - 1 WHERE seats > 0"


def connect(path):
    return closing(sqlite3.connect(path, isolation_level=None))


def buy(path, all_here):
    with connect(path) as db:
        all_here.wait()
        return db.execute(SELL).rowcount  # 1, or 0 if sold out


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        path, all_here = Path(folder, "theater.db"), Barrier(5)
        with connect(path) as db, ThreadPoolExecutor(5) as pool:
            db.execute("CREATE TABLE shows AS SELECT 2 AS seats")
            buyers = [
                pool.submit(buy, path, all_here) for _ in range(5)
            ]
            sold = sum(buyer.result() for buyer in buyers)
            print("buyers: 5, seats sold:", sold)
            print("seats left:", *db.execute("SELECT seats FROM shows"))
