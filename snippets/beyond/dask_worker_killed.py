"""Dask: a worker is killed while it computes; the result is whole."""

# /// script
# dependencies = ["distributed"]
# ///
import os
from pathlib import Path

from distributed import Client, LocalCluster

ACCIDENT = Path("accident").absolute()
SMALL = {"threads_per_worker": 1, "dashboard_address": ":0"}


def square(number):
    if number == 7 and not ACCIDENT.exists():
        ACCIDENT.touch()
        os._exit(1)  # as in a power cut
    return number**2


if __name__ == "__main__":
    ACCIDENT.unlink(missing_ok=True)  # of an earlier run
    cluster = LocalCluster(
        n_workers=2, silence_logs="CRITICAL", **SMALL
    )
    with cluster, Client(cluster) as client:
        squares = client.map(square, range(10))
        total = client.submit(sum, squares).result()
        print("a worker was killed:", ACCIDENT.exists())
        print("total:", total, "which is right:", total == 285)
