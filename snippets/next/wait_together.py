"""gather() waits for three tasks at once: as long as the slowest."""

import asyncio


async def cook(dish, seconds):
    await asyncio.sleep(seconds)  # stands for waiting for a reply
    return dish


async def main():
    dishes = await asyncio.gather(
        cook("soup", 0.1), cook("fish", 0.2), cook("cake", 0.15)
    )
    print("served:", *dishes)


if __name__ == "__main__":
    asyncio.run(main())
