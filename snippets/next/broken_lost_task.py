"""Broken: nobody keeps the task, so it vanishes in the middle."""

import asyncio
import gc


async def deliver(box):
    print(box, "is on its way")
    await asyncio.Event().wait()  # for somebody to open the door
    print(box, "has arrived")


def report(loop, context):
    print("asyncio says:", context["message"])


async def main():
    asyncio.get_running_loop().set_exception_handler(report)
    asyncio.create_task(deliver("box 1"), name="lost")  # noqa: RUF006
    kept = asyncio.create_task(deliver("box 2"), name="kept")
    await asyncio.sleep(0)  # both set out
    gc.collect()  # Python does this by itself now and then
    names = {task.get_name() for task in asyncio.all_tasks()}
    print("box 1 is still on its way:", "lost" in names)
    print("box 2 is still on its way:", kept.get_name() in names)
    kept.cancel()


if __name__ == "__main__":
    asyncio.run(main())
