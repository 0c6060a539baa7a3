"""Broken: the office answers, and is killed before it has stored."""

import sqlite3
from contextlib import closing
from multiprocessing import Event, Pipe, Process
from pathlib import Path
from tempfile import TemporaryDirectory

LOOK = "SELECT student FROM places"


def office(file, client, student, never):
    with closing(sqlite3.connect(file)) as db:
        db.execute("INSERT INTO places VALUES (?)", [student])
        client.send("seat")
        never.wait()  # the unlucky moment, made certain
        db.commit()


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        file = Path(folder, "office.db")
        with closing(sqlite3.connect(file)) as db:
            db.execute("CREATE TABLE places (student)")

        here, there = Pipe()
        args = (file, there, "Ann", Event())
        clerk = Process(target=office, args=args)
        clerk.start()
        print("Ann is told:", here.recv())
        clerk.kill()
        clerk.join()

        with closing(sqlite3.connect(file)) as db:
            print("after the restart:", db.execute(LOOK).fetchall())
