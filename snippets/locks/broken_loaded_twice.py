"""Broken: two threads find nothing there, and both load the menu."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

both_have_looked = Barrier(2)
menu = None
loads = []


def get_menu():
    global menu
    found = menu
    if found is None:
        both_have_looked.wait()  # the unlucky moment, made certain
        loads.append("from the disk")
        found = menu = ["soup", "fish"]
    return found


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2) as waiters:
        calls = [waiters.submit(get_menu) for _ in range(2)]
    first, second = (call.result() for call in calls)
    print("times loaded:", len(loads))
    print("one menu for both:", first is second)
