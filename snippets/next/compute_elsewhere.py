"""A long computation runs in a process; the loop stays free."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


def count_primes(limit):
    return sum(
        all(n % d for d in range(2, int(n**0.5) + 1))
        for n in range(2, limit)
    )


async def tick(stop):
    ticks = 0
    while not stop.is_set():
        await asyncio.sleep(0.01)
        ticks += 1
    return ticks


async def main(pool):
    stop = asyncio.Event()
    ticking = asyncio.create_task(tick(stop))
    loop = asyncio.get_running_loop()
    calls = [
        loop.run_in_executor(pool, count_primes, limit)
        for limit in (100, 100_000)
    ]
    print("primes:", *await asyncio.gather(*calls))
    stop.set()
    print("the loop went on meanwhile:", await ticking > 1)


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as pool:
        pool.submit(int).result()  # the worker starts before the loop
        asyncio.run(main(pool))
