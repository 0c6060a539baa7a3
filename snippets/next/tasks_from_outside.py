"""What does a running asyncio program wait for? Ask from outside."""

# /// script
# requires-python = ">=3.14"
# ///
import asyncio
import multiprocessing as mp
import re
import subprocess
import sys


async def cook(at_work):
    at_work.release()
    await asyncio.Event().wait()  # nobody sets it


async def serve(at_work):
    async with asyncio.TaskGroup() as kitchen:
        for dish in "soup", "fish":
            kitchen.create_task(cook(at_work), name=dish)


def restaurant(at_work):
    asyncio.run(serve(at_work))


if __name__ == "__main__":
    at_work = mp.Semaphore(0)
    program = mp.Process(target=restaurant, args=(at_work,))
    program.start()
    for _ in range(2):
        at_work.acquire()
    ask = [sys.executable, "-m", "asyncio", "pstree", f"{program.pid}"]
    tree = ""
    while tree.count("Event.wait") < 2:  # until both wait
        tree = subprocess.check_output(ask, text=True, encoding="utf-8")
    print(re.sub(r"\S*[/\\]", "", tree))  # file names without folders
    program.terminate()
    program.join()
