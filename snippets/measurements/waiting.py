"""N tasks wait 0.1 s each: how long until all of them have ended?"""

import os
import sys
from multiprocessing import Process, get_start_method
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1


def safe_numbers():
    if sys.platform != "linux":
        return 1000, 100  # threads and processes: a guess
    free = Path("/proc/meminfo").read_text().split("MemAvailable:")[1]
    memory = [int(free.split()[0]) * 1024]
    limit = os.sysconf("SC_CHILD_MAX")
    tasks = [sys.maxsize if limit == -1 else limit]  # -1: no limit
    for kind, left in ("pids", tasks), ("memory", memory):
        file = Path(f"/sys/fs/cgroup/{kind}.max")  # of a container
        if file.exists() and (most := file.read_text()) != "max\n":
            used = file.with_name(f"{kind}.current").read_text()
            left.append(int(most) - int(used))
    files = os.sysconf("SC_OPEN_MAX") // 2  # a process takes two
    bearable = min(*tasks, files, min(memory) // 40_000_000)
    return min(tasks) // 2, bearable // 2  # leave the other half


def seconds(kind, number):
    workers = [kind(target=sleep, args=(0.1,)) for _ in range(number)]
    begin = perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return perf_counter() - begin


async def report_asyncio(number):
    begin = perf_counter()
    await asyncio.gather(*(asyncio.sleep(0.1) for _ in range(number)))
    print(f"asyncio x {number}: {perf_counter() - begin:.6f} s")


if __name__ == "__main__":
    threads, processes = safe_numbers()
    method = get_start_method()
    seconds(Process, 1)  # may start a server
    for count in 10, 100:
        if count > processes:
            print(f"note: only {processes} processes are safe here")
            break
        if count <= max(10, 100 * SCALE):
            for _ in range(3):
                took = seconds(Process, count)
                print(f"processes ({method}) x {count}: {took:.6f} s")
    import asyncio  # not above: a new process would load it, too

    for count in 10, 100, 1000, 10_000, 40_000:
        for _ in range(3):
            if count <= min(threads, 1000, max(100, 1000 * SCALE)):
                took = seconds(Thread, count)
                print(f"threads x {count}: {took:.6f} s")
            if count <= max(100, 40_000 * SCALE):
                asyncio.run(report_asyncio(count), debug=False)
