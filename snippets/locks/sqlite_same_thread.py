"""A connection of sqlite3 belongs to the thread that has made it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor


def seats(connection):
    return connection.execute("SELECT 7").fetchone()


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as pool:
        for check in True, False:
            shared = sqlite3.connect(
                ":memory:", check_same_thread=check
            )
            future = pool.submit(seats, shared)
            error = future.exception()
            print(f"check_same_thread={check}:", end=" ")
            print(type(error).__name__ if error else future.result())
            shared.close()
