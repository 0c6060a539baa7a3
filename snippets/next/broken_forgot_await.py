"""Broken: a coroutine function is called, and nothing awaits it."""

import asyncio

brewed = []


async def brew(drink):
    brewed.append(drink)


async def main():
    order = brew("tea")
    print("brew('tea') returned a", type(order).__name__)
    print("brewed so far:", brewed)
    await order
    print("after await:", brewed)
    brew("coffee")
    print("without await:", brewed)


if __name__ == "__main__":
    asyncio.run(main())
