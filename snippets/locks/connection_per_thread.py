"""Each worker thread of a pool opens a connection of its own."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier, local

WORKERS = 3
my = local()
all_here = Barrier(WORKERS)


def connect():
    my.connection = sqlite3.connect("shop.db", timeout=30)


def sell(item):
    all_here.wait()  # each worker takes one
    with my.connection:  # a transaction
        my.connection.execute("INSERT INTO sold VALUES (?)", [item])
    my.connection.close()  # no further call will come
    return id(my.connection)


if __name__ == "__main__":
    with closing(sqlite3.connect("shop.db")) as main:
        main.execute("DROP TABLE IF EXISTS sold")
        main.execute("CREATE TABLE sold (item)")
        with ThreadPoolExecutor(WORKERS, initializer=connect) as pool:
            used = list(pool.map(sell, ["tea", "soup", "cake"]))
        (count,) = main.execute("SELECT count(*) FROM sold").fetchone()
    print("connections:", len(set(used)))
    print("sold:", count)
