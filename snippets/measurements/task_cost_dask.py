"""What Dask takes for a task that does nothing, with one worker."""

# /// script
# dependencies = ["distributed"]
# ///
import sys
from time import perf_counter

from distributed import Client, LocalCluster

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
TASKS = max(3, int(500 * SCALE))
SMALL = {"threads_per_worker": 1, "dashboard_address": ":0"}


def measure(client):
    payloads = [bytes(100)] * TASKS
    for turn in range(4):
        begin = perf_counter()
        done = client.map(len, payloads, pure=False)
        weights = client.gather(done)
        seconds = (perf_counter() - begin) / TASKS
        assert weights == [100] * TASKS
        if turn:  # the first one warms up
            print(f"one task: {seconds:.9f} s")


if __name__ == "__main__":
    cluster = LocalCluster(
        n_workers=1, silence_logs="CRITICAL", **SMALL
    )
    with cluster, Client(cluster) as client:
        measure(client)
