"""Optimistic locking: write only if nobody has written meanwhile."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

READ = "SELECT text, version FROM page"
WRITE = "UPDATE page SET text = ?, version = ? WHERE version = ?"
both_have_read = Barrier(2)


def connect():
    return closing(sqlite3.connect("wiki.db", isolation_level=None))


def add(word):
    tries = 0
    with connect() as db:
        while True:
            text, version = db.execute(READ).fetchone()
            if tries == 0:
                both_have_read.wait()
            tries += 1
            new = (f"{text} {word}", version + 1, version)
            if db.execute(WRITE, new).rowcount == 1:
                return tries


if __name__ == "__main__":
    with connect() as db, ThreadPoolExecutor() as authors:
        db.execute("DROP TABLE IF EXISTS page")
        db.execute(
            "CREATE TABLE page AS SELECT 'Menu:' text, 1 version"
        )
        tries = list(authors.map(add, ["soup", "fish"]))
        print("tries:", sorted(tries))
        text, version = db.execute(READ).fetchone()
        print("words:", sorted(text.split()), "- version:", version)
