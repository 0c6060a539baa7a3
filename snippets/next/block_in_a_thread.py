"""A blocking call waits in a thread, and the event loop goes on."""

import asyncio
from threading import Event

bell = Event()


async def wait_for_bell():
    heard = await asyncio.to_thread(bell.wait, timeout=5)
    print("the waiter heard the bell:", heard)


async def cook():
    print("the cook rings the bell")
    bell.set()


async def main():
    async with asyncio.TaskGroup() as restaurant:
        restaurant.create_task(wait_for_bell(), name="waiter")
        restaurant.create_task(cook(), name="cook")


if __name__ == "__main__":
    asyncio.run(main())
