"""Locks and connections that let the stage know who waits for them, in place of those of a program.

When the site is built this is appended to checks that use it.
"""

import contextlib
import functools
import sqlite3
import threading
from _thread import get_ident

from stage import DONE, RUNS, STAGE, WAITS, PowerCut, Stuck


class WatchedLock:
    """A lock that lets the stage know who waits for it."""

    def __init__(self, again=False, bell=False):
        """`again`: its holder may take it again; `bell`: it is there to be released by another."""
        self.again, self.bell, self.holder, self.count = again, bell, None, 0

    def acquire(self, blocking=True, timeout=-1):
        """Take it. A time limit is over when nobody is left who could give it back."""
        me = get_ident()
        with STAGE.guard:
            if self.holder != me or not self.again:
                if self.holder is not None and not blocking:
                    return False
                if not self.free_for(me):
                    if timeout >= 0:
                        return False
                    STAGE.stuck = True
                    raise Stuck
            self.holder = me
            self.count += 1
        return True

    def free_for(self, me):
        """Wait for it; returns whether it will ever be free. With the guard."""
        clerk = STAGE.clerks.get(me)
        if self.holder is None:
            return True
        if clerk and not self.bell:
            return STAGE.let_wait(clerk, self.may_be_free)
        if clerk:
            clerk.state, clerk.hope = WAITS, lambda: True
            STAGE.ring()
        STAGE.wait(lambda: self.holder is None or (not self.bell and self.left_behind(me)))
        if clerk:
            clerk.state = RUNS
        return self.holder is None

    def may_be_free(self):
        """Is it free, or with somebody who is no clerk?"""
        return self.holder not in [clerk.ident for clerk in STAGE.playing]

    def left_behind(self, me):
        """Is its holder gone, or the one who asks for it?"""
        gone = [clerk.ident for clerk in STAGE.playing if clerk.state == DONE]
        return self.holder in (*gone, me)

    def release(self):
        """Give it back."""
        with STAGE.guard:
            if self.holder is None:
                raise RuntimeError("release unlocked lock")
            self.count -= 1
            if self.count == 0:
                self.holder = None
                STAGE.ring()

    def locked(self):
        """Has anybody got it?"""
        return self.holder is not None

    def _is_owned(self):
        return self.holder == get_ident()

    def _release_save(self):
        count = self.count
        for _ in range(count):
            self.release()
        return count

    def _acquire_restore(self, count):
        self.acquire()
        self.count = count

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()


def watch_locks():
    """From now on, locks of the threading module are watched, and what is made of them."""
    threading.Lock = WatchedLock
    threading.RLock = functools.partial(WatchedLock, again=True)
    threading._allocate_lock = functools.partial(WatchedLock, bell=True)


def told(connection, call, sql, *values):
    """Let a statement run; while others write, wait, unless no patience was asked for."""
    clerk = STAGE.clerks.get(get_ident())
    words = str(sql).upper().split()
    if clerk and words[:1] != ["ROLLBACK"]:
        clerk.statement()
    if clerk and clerk.gives_way and not connection.in_transaction:
        STAGE.give_way(clerk)
    if not STAGE.power:
        raise PowerCut
    if words[:1] == ["PRAGMA"] and words[1:2] and words[1].startswith("BUSY_TIMEOUT"):
        connection.patience = True
        sql = "PRAGMA busy_timeout = 0"
    if words[:1] == ["PRAGMA"] and words[1:2] and words[1].startswith("SYNCHRONOUS"):
        sql = "PRAGMA synchronous = OFF"  # no disk is waited for at each of many moments
    run = functools.partial(call, *(() if sql is None else (sql, *values)))
    while True:
        try:
            # One at a time: also what fails has locked the database for a moment.
            with STAGE.statement if clerk else contextlib.nullcontext():
                seen = STAGE.turns
                found = run() if clerk else slowly(connection, run)
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not (busy and connection.patience and clerk):
                raise
            with STAGE.guard:
                if not STAGE.let_wait(clerk, lambda turn=seen: STAGE.turns != turn):
                    clerk.gives_way = True
                    raise
            continue
        with STAGE.guard:
            STAGE.next_turn()
        return found


def slowly(connection, run):
    """What a thread does that is no clerk: it waits as SQLite does."""
    limit = sqlite3.Connection.cursor(connection, sqlite3.Cursor)
    limit.execute(f"PRAGMA busy_timeout = {10_000 if connection.patience else 0}")
    try:
        return run()
    finally:
        limit.execute("PRAGMA busy_timeout = 0")


class WatchedCursor(sqlite3.Cursor):
    """It asks the stage before each statement."""

    def execute(self, sql, *values):
        """Run a statement."""
        return told(self.connection, super().execute, sql, *values)

    def executemany(self, sql, *values):
        """Run a statement with many values."""
        return told(self.connection, super().executemany, sql, *values)

    def executescript(self, sql):
        """Run statements."""
        return told(self.connection, super().executescript, sql)


class WatchedConnection(sqlite3.Connection):
    """It asks the stage before each statement."""

    patience = True

    def cursor(self, factory=WatchedCursor):
        """Make a cursor."""
        return super().cursor(factory)

    def execute(self, *what):
        """Run a statement."""
        return self.cursor().execute(*what)

    def executemany(self, *what):
        """Run a statement with many values."""
        return self.cursor().executemany(*what)

    def executescript(self, sql):
        """Run statements."""
        return self.cursor().executescript(sql)

    def commit(self):
        """End the transaction, if there is one."""
        if self.in_transaction:
            told(self, super().commit, None)

    def rollback(self):
        """Undo the transaction, unless the power is off: then nobody is there to do so."""
        if STAGE.power:
            super().rollback()
            with STAGE.guard:
                STAGE.next_turn()

    def close(self):
        """Close it; what it holds it lets go of now, not when the last cursor is gone, too."""
        if STAGE.power:
            with contextlib.suppress(sqlite3.ProgrammingError):  # is closed
                super().rollback()
            super().close()
            with STAGE.guard:
                STAGE.next_turn()

    def end(self):
        """Close it, with all that was not committed, as the end of its process does."""
        super().close()

    def __exit__(self, kind, *error):
        if kind:
            self.rollback()
            return False
        try:
            self.commit()
        except BaseException:
            self.rollback()
            raise
        return False


def watch_databases():
    """From now on, connections to SQLite are watched. Any clerk may use any."""
    connect = sqlite3.connect

    def watched(database, timeout=5.0, detect_types=0, isolation_level="", **named):
        named |= {"check_same_thread": False, "factory": WatchedConnection}
        found = connect(
            database, timeout=0, detect_types=detect_types, isolation_level=isolation_level, **named
        )
        found.patience = timeout > 0
        with contextlib.suppress(sqlite3.Error):
            sqlite3.Connection.execute(found, "PRAGMA synchronous = OFF")
        STAGE.connections.append(found)
        return found

    sqlite3.connect = watched


def refuse():
    """What SQLite says if others write for too long."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    raise error


def cut_power():
    """End the process in the middle of its work."""
    STAGE.power = False
    raise PowerCut
