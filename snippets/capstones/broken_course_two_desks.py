"""Broken: two processes look into the file, then both write."""

import sqlite3
from contextlib import closing
from multiprocessing import Barrier, Process
from pathlib import Path
from tempfile import TemporaryDirectory

LOOK = "SELECT count(*) FROM places"


def connect(file):
    return closing(sqlite3.connect(file, isolation_level=None))


def enroll(file, student, both):
    with connect(file) as db:
        (taken,) = db.execute(LOOK).fetchone()
        both.wait()  # have looked: the unlucky moment, made certain
        if taken < 1:  # there is one seat
            db.execute("INSERT INTO places VALUES (?)", [student])


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        file, both = Path(folder, "office.db"), Barrier(2)
        with connect(file) as db:
            db.execute("CREATE TABLE places (student)")
        desks = [
            Process(target=enroll, args=(file, student, both))
            for student in ("Ann", "Bob")
        ]
        for desk in desks:
            desk.start()
        for desk in desks:
            desk.join()
        with connect(file) as db:
            print("seats: 1, taken:", *db.execute(LOOK).fetchone())
