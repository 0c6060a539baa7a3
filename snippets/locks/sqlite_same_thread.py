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
            print(f"check_same_thread={check}:", end=" ")
            try:
                print(future.result())
            except sqlite3.ProgrammingError as error:
                print(type(error).__name__)
            shared.close()
