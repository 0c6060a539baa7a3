"""Broken: a thread puts into an asyncio queue, and nobody wakes up."""

import asyncio
from threading import Thread


def ring(bell):
    bell.put_nowait("ding")  # asyncio.Queue is not made for threads


async def main():
    bell = asyncio.Queue()
    waiter = asyncio.create_task(bell.get())
    await asyncio.sleep(0)  # the waiter waits now
    Thread(target=ring, args=(bell,), name="guest").start()
    print("the waiter hears", await waiter)


if __name__ == "__main__":
    asyncio.run(main(), debug=True)
