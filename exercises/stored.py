"""What a program of a reader has in its files at each moment, and how well it is kept there.

When the site is built this is appended to checks that use it.
"""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

from stage import Clerk


class Copying(Clerk):
    """Somebody at work alone. Before each step, and at the end, the files of a folder are copied.

    A copy is what a process leaves that is killed there: what it has given to the system.
    """

    def __init__(self, work, folder, copies):
        """`copies` is where the copies are put."""
        super().__init__(work)
        self.folder, self.into, self.copies = folder, Path(copies), []

    def run(self):
        """Do the work, in this thread; `copies` are folders, each with the place in the program."""
        super().run()
        self.place = None
        self.copy()

    def moment(self, line):
        """Copy; all but what SQLite keeps in memory."""
        self.place = self.at(line)
        self.copy()

    def copy(self):
        """Put what is there now into the next folder."""
        copy = self.into / str(len(self.copies))
        shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns("*-shm"))
        self.copies.append((copy, self.place))


@contextlib.contextmanager
def how_careful():
    """How what is done meanwhile is written: 0, left to the system; 1, mostly; 2 and more, at once.

    A list with the `synchronous` of what is opened by SQLite, and a 2 for each fsync().
    """
    levels, dbs, opened, fsync = [], [], sqlite3.connect, os.fsync

    class Asked(sqlite3.Connection):
        def close(self):
            with contextlib.suppress(sqlite3.ProgrammingError):  # is closed, or another thread's
                levels.append(self.execute("PRAGMA synchronous").fetchone()[0])
                super().close()

    def connect(*args, **options):
        dbs.append(opened(*args, **options | {"factory": Asked}))
        return dbs[-1]

    sqlite3.connect, os.fsync = connect, lambda file: levels.append(2) or fsync(file)
    yield levels
    for db in dbs:
        db.close()
