"""cancel() asks: the task gets the error where it waits, and ends."""

import asyncio


async def bake(oven_is_on):
    try:
        oven_is_on.set()
        await asyncio.Event().wait()  # the cake is never done
    finally:
        await asyncio.sleep(0)  # cleaning up may take a moment, too
        print("baker: oven off")


async def main():
    oven_is_on = asyncio.Event()
    cake = asyncio.create_task(bake(oven_is_on))
    await oven_is_on.wait()
    print("asked:", cake.cancel(), "- ended:", cake.done())
    try:
        await cake
    except asyncio.CancelledError:
        print("ended:", cake.done(), "- canceled:", cake.cancelled())


if __name__ == "__main__":
    asyncio.run(main())
