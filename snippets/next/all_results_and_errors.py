"""gather(return_exceptions=True): all run to the end, none is lost."""

import asyncio


async def price(dish):
    if dish == "cake":
        raise LookupError("no cake today")
    await asyncio.sleep(0)
    return len(dish)


async def main():
    menu = ["soup", "cake", "fish"]
    answers = await asyncio.gather(
        *map(price, menu), return_exceptions=True
    )
    for dish, answer in zip(menu, answers, strict=True):
        if isinstance(answer, Exception):
            print(f"{dish}: {type(answer).__name__}: {answer}")
        else:
            print(f"{dish}: {answer}")


if __name__ == "__main__":
    asyncio.run(main())
