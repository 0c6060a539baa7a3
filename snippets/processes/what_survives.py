"""A queue dies with its process; what is on disk does not."""

import sqlite3
from contextlib import closing
from multiprocessing import Process, SimpleQueue
from pathlib import Path
from queue import Queue
from time import sleep

waiting = Queue()


def open_shop(orders, report):
    with closing(sqlite3.connect("orders.db")) as database:
        with database:
            database.execute("CREATE TABLE IF NOT EXISTS orders (dish)")
        for dish in orders:
            waiting.put(dish)
            with database:
                database.execute(
                    "INSERT INTO orders VALUES (?)", (dish,)
                )
        count = "SELECT count(*) FROM orders"
        (stored,) = database.execute(count).fetchone()
    report.put(f"{waiting.qsize()} in the queue, {stored} stored")
    sleep(60)  # the shop is open


if __name__ == "__main__":
    Path("orders.db").unlink(missing_ok=True)  # of an earlier run
    for orders in (["soup", "rice", "fish"], []):
        report = SimpleQueue()
        shop = Process(target=open_shop, args=(orders, report))
        shop.start()
        print(f"{len(orders)} new orders:", report.get())
        shop.kill()
        shop.join()
        print("the shop is killed")
