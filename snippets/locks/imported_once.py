"""Two threads import a module at the same moment: it runs once."""

import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Barrier

MODULE = """
print("the menu is loaded")
from time import sleep
sleep(0.1)
dishes = ["soup", "fish"]
"""
both_here = Barrier(2)


def read_menu():
    both_here.wait()
    return import_module("menu").dishes  # as: import menu


if __name__ == "__main__":
    Path("menu.py").write_text(MODULE)
    sys.path.insert(0, "")  # look for modules in this folder
    with ThreadPoolExecutor(max_workers=2) as waiters:
        calls = [waiters.submit(read_menu) for _ in range(2)]
    first, second = (call.result() for call in calls)
    print("one menu for both:", first is second)
