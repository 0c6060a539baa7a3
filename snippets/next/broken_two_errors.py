"""Two tasks fail, and nobody catches the group of their errors."""

import asyncio


async def burn(dish):
    raise ValueError(f"the {dish} is burnt")


async def main():
    async with asyncio.TaskGroup() as kitchen:
        kitchen.create_task(burn("soup"))
        kitchen.create_task(burn("cake"))


if __name__ == "__main__":
    asyncio.run(main())
