"""Each task has its own context; to_thread() takes it along."""

import asyncio
from contextvars import ContextVar

guest = ContextVar("guest", default="nobody")


def note(dish):
    return f"{dish} for {guest.get()}"


async def serve(name, dish):
    guest.set(name)
    await asyncio.sleep(0)  # the others get their turn
    print(await asyncio.to_thread(note, dish))


async def main():
    await asyncio.gather(serve("Ann", "soup"), serve("Bob", "fish"))
    print("after that:", guest.get())


if __name__ == "__main__":
    asyncio.run(main())
