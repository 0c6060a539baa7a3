"""SQLite has one lock for all writers, whichever row they write."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

SELL = "UPDATE shows SET seats = seats - 1 WHERE id = ?"
LOOK = "SELECT seats FROM shows WHERE id = ?"


def connect(path):
    db = sqlite3.connect(path, timeout=0, isolation_level=None)
    return closing(db)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        path = Path(folder, "theater.db")
        with connect(path) as ann, connect(path) as bob:
            ann.execute("PRAGMA journal_mode = WAL")
            ann.execute("CREATE TABLE shows (id, seats)")
            ann.execute("INSERT INTO shows VALUES (1, 10), (2, 20)")

            ann.execute("BEGIN IMMEDIATE")
            ann.execute(SELL, [1])
            print("Ann has changed row 1, and not yet committed")
            try:
                bob.execute(SELL, [2])
            except sqlite3.OperationalError as error:
                print("Bob changes row 2:", error)
            print("Bob reads row 1:", *bob.execute(LOOK, [1]))

            ann.execute("COMMIT")
            print("Ann has committed")
            changed = bob.execute(SELL, [2]).rowcount
            print("Bob changes row 2: rows changed:", changed)
            print("Bob reads row 1:", *bob.execute(LOOK, [1]))
