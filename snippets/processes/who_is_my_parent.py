"""The parent of a child depends on how the child was started."""

import multiprocessing as mp
import os


def report(method):
    parent, starter = os.getppid(), mp.parent_process().pid
    print(f"{method}: parent is pid {parent}, started by pid {starter}")


if __name__ == "__main__":
    print(f"this script is pid {os.getpid()}")
    for method in sorted(mp.get_all_start_methods()):
        ctx = mp.get_context(method)
        child = ctx.Process(target=report, args=(method,))
        child.start()
        child.join()
