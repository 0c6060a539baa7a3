"""An await between read and write lets the others in; a lock helps."""

import asyncio
from contextlib import nullcontext

balance = 0


async def pay_in_one(lock):
    global balance
    async with lock:
        seen = balance
        await asyncio.sleep(0)  # let the others run
        balance = seen + 1


async def hundred_clerks(lock):
    global balance
    balance = 0
    await asyncio.gather(*(pay_in_one(lock) for _ in range(100)))
    return balance


async def main():
    print("no lock:", await hundred_clerks(nullcontext()))
    print("asyncio.Lock:", await hundred_clerks(asyncio.Lock()))


if __name__ == "__main__":
    asyncio.run(main())
