"""Two ways to ask for a process id, and what the parent knows of it."""

import multiprocessing as mp
import os


def introduce(name):
    print(f"{name}: os.getpid() is pid {os.getpid()}")
    print(
        f"{name}: current_process() is pid {mp.current_process().pid}"
    )


if __name__ == "__main__":
    introduce("shop")
    cook = mp.Process(target=introduce, args=("cook",))
    print(f"before start: cook.pid is {cook.pid}")
    cook.start()
    cook.join()
    print(f"after start: cook.pid is pid {cook.pid}")
