"""The first to find the key ends the search of all."""
# /// script
# requires-python = ">=3.15"
# ///

import asyncio

MINUTES = {"attic": 60, "cellar": 0.001, "kitchen": 60}


async def search(room):
    await asyncio.sleep(MINUTES[room] * 60)
    return "found it"


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(search(r), name=r) for r in MINUTES]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        group.cancel()

    for task in tasks:
        end = "called off" if task.cancelled() else task.result()
        print(f"{task.get_name()}: {end}")


if __name__ == "__main__":
    asyncio.run(main())
