"""Stands for the package of this name in an example that is lent a server (see services.py).

The server is real, started by that package, and runs already; each `get_server()` gets a database
of its own on it.
"""

import os
import uuid
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo


class Server:
    """A new database, with the face of the package's PostgresServer."""

    def __init__(self) -> None:
        self._everything = os.environ["LENT_POSTGRES"]
        self._name = f"example_{uuid.uuid4().hex}"
        self._tell("CREATE DATABASE {}")

    def get_uri(self) -> str:
        """Its address."""
        return make_conninfo(self._everything, dbname=self._name)

    def cleanup(self) -> None:
        """Remove it, whoever is still connected."""
        self._tell("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def __enter__(self) -> "Server":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove it."""
        self.cleanup()

    def _tell(self, statement: LiteralString) -> None:
        with psycopg.connect(self._everything, autocommit=True) as server:
            server.execute(sql.SQL(statement).format(sql.Identifier(self._name)))


def get_server(folder: str) -> Server:
    """A new database; nothing is written into the folder."""
    return Server()
