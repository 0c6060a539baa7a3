"""One task fails: its sibling is canceled, the group reports why."""

import asyncio


async def simmer():
    try:
        print("soup: on the stove")
        await asyncio.Event().wait()  # nobody will set it
        print("soup: served")
    except asyncio.CancelledError:
        print("soup: canceled")
        raise
    finally:
        print("soup: stove off")


async def bake():
    raise ValueError("no flour")


async def main():
    try:
        async with asyncio.TaskGroup() as kitchen:
            kitchen.create_task(simmer())
            kitchen.create_task(bake())
        print("all dishes served")
    except* ValueError as group:
        print(type(group).__name__, "with", group.exceptions)


if __name__ == "__main__":
    asyncio.run(main())
