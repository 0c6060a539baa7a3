"""How long does it take to start one more and to see it end?"""

import asyncio
import sys
from threading import Thread
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1


def nothing():
    pass


async def nothing_async():
    pass


def time_threads(number):
    begin = perf_counter()
    for _ in range(number):
        thread = Thread(target=nothing)
        thread.start()
        thread.join()
    return (perf_counter() - begin) / number


async def time_tasks(number):
    begin = perf_counter()
    for _ in range(number):
        await asyncio.create_task(nothing_async())
    return (perf_counter() - begin) / number


def time_interpreters(number):
    begin = perf_counter()
    for _ in range(number):
        interpreter = interpreters.create()
        interpreter.exec("pass")
        interpreter.close()
    seconds = perf_counter() - begin
    assert len(interpreters.list_all()) == 1  # each is gone
    return seconds / number


if __name__ == "__main__":
    for _ in range(3):
        number = max(10, round(10_000 * SCALE))
        mean = asyncio.run(time_tasks(number), debug=False)
        print(f"task: {mean:.9f} s")
        mean = time_threads(max(10, round(1000 * SCALE)))
        print(f"thread: {mean:.9f} s")

    if sys.version_info >= (3, 14):
        from concurrent import interpreters

        for _ in range(3):
            print(f"subinterpreter: {time_interpreters(5):.9f} s")
    else:
        print("note: subinterpreters need Python 3.14")
