"""A hundred guests wait at the same time, in one thread."""

import asyncio
import threading

GUESTS = 100
waiting = most = 0
threads = set()


async def visit(guest):
    global waiting, most
    threads.add(threading.get_ident())
    waiting += 1
    most = max(most, waiting)
    await asyncio.sleep(0.1)  # stands for waiting for a reply
    waiting -= 1
    return guest


async def main():
    guests = await asyncio.gather(*(visit(n) for n in range(GUESTS)))
    print("waited at the same time:", most)
    print("threads that did it:", len(threads))
    print("results in order:", guests == list(range(GUESTS)))


if __name__ == "__main__":
    asyncio.run(main())
