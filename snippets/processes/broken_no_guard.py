"""Broken: no main guard, so the child tries to start a child."""

import multiprocessing as mp


def cook():
    print("never printed")


ctx = mp.get_context("spawn")
child = ctx.Process(target=cook)
child.start()
child.join()
print("exit code of the child:", child.exitcode)
