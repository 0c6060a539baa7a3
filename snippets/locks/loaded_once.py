"""Load once: look, take the lock, look again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

WAITERS = 4
all_here = Barrier(WAITERS)
menu = None
menu_lock = Lock()
loads = []


def get_menu():
    global menu
    if menu is None:  # quick, without the lock
        with menu_lock:
            if menu is None:  # another thread may have been here
                loads.append("from the disk")
                menu = ["soup", "fish"]
    return menu


def wait_at_table():
    all_here.wait()
    return get_menu()


if __name__ == "__main__":
    with ThreadPoolExecutor(WAITERS) as waiters:
        calls = [waiters.submit(wait_at_table) for _ in range(WAITERS)]
    print("times loaded:", len(loads))
    menus = {id(call.result()) for call in calls}
    print("different menus:", len(menus))
