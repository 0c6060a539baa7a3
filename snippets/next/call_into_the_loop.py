"""A thread hands a coroutine to a running loop and gets its result."""

import asyncio
from threading import current_thread, main_thread


async def serve(dish):
    await asyncio.sleep(0)
    here = current_thread() is main_thread()
    return f"{dish}, served by the main thread: {here}"


def order_from(loop):  # runs in a thread of its own
    future = asyncio.run_coroutine_threadsafe(serve("soup"), loop)
    return future.result(timeout=5)


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.to_thread(order_from, loop))


if __name__ == "__main__":
    asyncio.run(main())
