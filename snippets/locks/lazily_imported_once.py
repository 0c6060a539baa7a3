"""A lazy import: the module runs when it is first used, and once."""

# /// script
# requires-python = ">=3.15"
# ///
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

__lazy_modules__ = ["menu"]  # the same as: lazy import menu

Path("menu.py").write_text("print('the menu is loaded')\nsoup = 7\n")
sys.path.insert(0, "")  # look for modules in this folder

import menu  # noqa: E402

both_here = Barrier(2)


def price():
    both_here.wait()
    return menu.soup


if __name__ == "__main__":
    print("imported, and not loaded yet")
    with ThreadPoolExecutor(max_workers=2) as waiters:
        calls = [waiters.submit(price) for _ in range(2)]
    print("prices:", *(call.result() for call in calls))
