"""A pool of interpreters: arguments go in, results come back."""
# /// script
# requires-python = ">=3.14"
# ///

import os
from concurrent.futures import InterpreterPoolExecutor


def sell(tickets):
    return tickets, os.getpid()


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(sell, [1, 2, 3, 4]))
        failed = pool.submit(int, "four").exception()

    pids = {pid for _, pid in results}
    print(f"tickets sold: {sum(tickets for tickets, _ in results)}")
    print(f"all in this process: {pids == {os.getpid()}}")
    print(f"an error comes back: {type(failed).__name__}: {failed}")
