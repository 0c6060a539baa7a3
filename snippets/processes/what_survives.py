"""A queue dies with its process; what is on disk does not."""

import sqlite3
from contextlib import closing
from multiprocessing import Process, SimpleQueue
from queue import Queue
from time import sleep


def open_shop(report):
    waiting = Queue()
    with closing(sqlite3.connect("orders.db")) as database:
        with database:
            database.execute("CREATE TABLE orders (dish)")
        for dish in ("soup", "rice", "fish"):
            waiting.put(dish)
            with database:
                database.execute(
                    "INSERT INTO orders VALUES (?)", (dish,)
                )
    report.put(waiting.qsize())
    sleep(60)  # the shop is open


if __name__ == "__main__":
    report = SimpleQueue()
    shop = Process(target=open_shop, args=(report,))
    shop.start()
    print("in the queue:", report.get())
    shop.kill()
    shop.join()
    print("the shop is killed")

    print("in a new queue:", Queue().qsize())
    with closing(sqlite3.connect("orders.db")) as database:
        count = "SELECT count(*) FROM orders"
        print("in the database:", *database.execute(count).fetchone())
