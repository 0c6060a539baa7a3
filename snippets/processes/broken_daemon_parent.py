"""Broken: a daemonic process starts a child through multiprocessing."""

import multiprocessing as mp
import subprocess
import sys


def sweep():
    print("never printed")


def cook():
    subprocess.run([sys.executable, "-c", "print('dishes are done')"])
    mp.Process(target=sweep).start()


if __name__ == "__main__":
    child = mp.Process(target=cook, name="cook", daemon=True)
    child.start()
    child.join()
    print("exit code of the cook:", child.exitcode)
