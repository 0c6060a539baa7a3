"""Broken: a daemonic process may not have children of its own."""

import multiprocessing as mp


def sweep():
    print("never printed")


def cook():
    mp.Process(target=sweep).start()


if __name__ == "__main__":
    child = mp.Process(target=cook, name="cook", daemon=True)
    child.start()
    child.join()
    print("exit code of the cook:", child.exitcode)
