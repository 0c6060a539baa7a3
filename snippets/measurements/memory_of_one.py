"""How much memory does one more take that is alive and waits?"""

import asyncio
import sys
from pathlib import Path
from threading import Event, Thread


def memory():
    words = Path("/proc/self/smaps_rollup").read_text().split()
    return 1024 * int(words[words.index("Rss:") + 1])


def report(label, before, number):
    print(f"memory of a {label}: {(memory() - before) // number} B")


def measure_interpreters(number):
    alive = [interpreters.create()]  # the first is not counted
    for _ in range(3):
        before = memory()
        for _ in range(number):
            alive.append(interpreters.create())
            alive[-1].exec("pass")
        report("subinterpreter", before, number)
    for interpreter in alive:
        interpreter.close()


async def measure_tasks(number):
    done, tasks = asyncio.Event(), []
    for _ in range(3):
        before = memory()
        for _ in range(number):
            tasks.append(asyncio.create_task(done.wait()))
        await asyncio.sleep(0)  # now all wait, until run cancels them
        report("task", before, number)


def measure_threads(number):
    done = Event()
    for _ in range(3):
        before = memory()
        for _ in range(number):
            Thread(target=done.wait).start()
        report("thread", before, number)
    done.set()  # they end; Python waits for that before it ends


if __name__ == "__main__":
    if sys.platform != "linux":
        print("note: memory is read on Linux only")
        sys.exit()
    if sys.version_info >= (3, 14):
        from concurrent import interpreters

        measure_interpreters(3)
    else:
        print("note: subinterpreters need Python 3.14")
    asyncio.run(measure_tasks(5000), debug=False)
    measure_threads(300)
