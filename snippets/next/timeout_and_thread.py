"""A timeout ends the wait for a thread, and not the thread."""

import asyncio
from threading import Event

bell = Event()
log = []


def listen():
    log.append("thread: I wait for the bell")
    bell.wait()
    log.append("thread: the bell has rung, I end")


async def main():
    try:
        async with asyncio.timeout(0.1):
            await asyncio.to_thread(listen)
    except TimeoutError:
        log.append("main: time is up, and I go on")
    asyncio.get_running_loop().call_later(0.1, bell.set)
    log.append("main: I end")


if __name__ == "__main__":
    asyncio.run(main())
    log.append("asyncio.run() has returned")
    print(*log, sep="\n")
