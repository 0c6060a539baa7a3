"""A semaphore bounds how many tasks are at work at the same time."""

import asyncio

at_work = most = 0


async def fetch(number, places):
    global at_work, most
    async with places:
        at_work += 1
        most = max(most, at_work)
        await asyncio.sleep(0.01)  # stands for a request
        at_work -= 1
    return number


async def main():
    places = asyncio.Semaphore(3)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(n, places)) for n in range(20)]
    print("fetched:", len({task.result() for task in tasks}))
    print("at the same time:", most)


if __name__ == "__main__":
    asyncio.run(main())
