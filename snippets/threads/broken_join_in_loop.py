"""Broken: join() right after start() lets one cook work at a time."""

import time
from threading import Lock, Thread

lock = Lock()
active = 0
most_active = 0


def cook(dish):
    global active, most_active
    with lock:
        active += 1
        most_active = max(most_active, active)
    time.sleep(0.1)
    with lock:
        active -= 1


if __name__ == "__main__":
    for dish in ("soup", "fish", "cake"):
        thread = Thread(target=cook, args=(dish,))
        thread.start()
        thread.join()  # the next one has not been started yet
    print(f"most cooks at the same time: {most_active}, now: {active}")
