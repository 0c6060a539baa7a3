"""Broken: a task swallows CancelledError, and its timeout waits."""

import asyncio


async def listen(radio):
    while True:
        try:
            await radio.get()
        except BaseException:  # catches CancelledError, too
            print("something went wrong; I go on")


async def main():
    async with asyncio.timeout(0.1):
        await listen(asyncio.Queue())
    print("never printed")


if __name__ == "__main__":
    asyncio.run(main())
