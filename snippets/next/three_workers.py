"""Three tasks share a short queue; a thousand never exist at once."""

import asyncio


async def produce(orders, workers):
    for number in range(1000):
        await orders.put(number)  # waits while the queue is full
    for _ in range(workers):
        await orders.put(None)  # one for each: no more will come


async def work(orders, done):
    while (number := await orders.get()) is not None:
        await asyncio.sleep(0)  # stands for a request
        done.append((number, len(asyncio.all_tasks())))


async def main():
    orders, done = asyncio.Queue(maxsize=3), []
    async with asyncio.TaskGroup() as group:
        group.create_task(produce(orders, workers=3))
        for _ in range(3):
            group.create_task(work(orders, done))
    numbers, tasks = zip(*done, strict=True)
    print("done:", len(set(numbers)))
    print("most tasks at once:", max(tasks))


if __name__ == "__main__":
    asyncio.run(main())
