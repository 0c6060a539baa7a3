"""A job stays in the table until it is done."""

import os
import sqlite3
from contextlib import closing
from multiprocessing import Process
from pathlib import Path

NEXT = "SELECT rowid, task FROM jobs ORDER BY rowid"


def work(worker, accident):
    with closing(sqlite3.connect("jobs.db")) as database:
        while job := database.execute(NEXT).fetchone():
            number, task = job
            print(f"{worker} takes {task}", flush=True)
            if task == accident:
                os._exit(1)  # as in a power cut
            print(f"{worker} serves {task}", flush=True)
            with database:
                database.execute(
                    "DELETE FROM jobs WHERE rowid = ?", (number,)
                )


if __name__ == "__main__":
    Path("jobs.db").unlink(missing_ok=True)  # of an earlier run
    with closing(sqlite3.connect("jobs.db")) as database, database:
        database.execute("CREATE TABLE jobs (task)")
        for task in ("bread", "soup", "fish"):
            database.execute("INSERT INTO jobs VALUES (?)", (task,))

    for worker, accident in (("Ann", "soup"), ("Ben", None)):
        cook = Process(target=work, args=(worker, accident))
        cook.start()
        cook.join()
    with closing(sqlite3.connect("jobs.db")) as database:
        left = database.execute(NEXT).fetchone()
    print("jobs left:", left is not None)
