"""Broken: daemon is set after start(), when it is too late."""

import multiprocessing as mp


def greet():
    print("child: I run all the same")


if __name__ == "__main__":
    child = mp.Process(target=greet)
    child.start()
    child.daemon = True
