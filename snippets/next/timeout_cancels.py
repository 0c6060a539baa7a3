"""A timeout cancels what it waits for, and raises TimeoutError."""

import asyncio


async def wait_for_guest():
    try:
        await asyncio.Event().wait()  # the guest never comes
    except asyncio.CancelledError:
        print("inside: CancelledError")
        raise
    finally:
        print("inside: the table is free again")


async def main():
    try:
        async with asyncio.timeout(0.1):
            await wait_for_guest()
    except TimeoutError:
        print("outside: TimeoutError")


if __name__ == "__main__":
    asyncio.run(main())
