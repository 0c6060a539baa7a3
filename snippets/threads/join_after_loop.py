"""First start all threads, then join all: they work side by side."""

from threading import Barrier, Lock, Thread

lock = Lock()
all_cook = Barrier(3)
active = 0
most_active = 0


def cook(dish):
    global active, most_active
    with lock:
        active += 1
        most_active = max(most_active, active)
    all_cook.wait()  # no dish is ready before all three have begun
    with lock:
        active -= 1


if __name__ == "__main__":
    threads = [
        Thread(target=cook, args=(dish,))
        for dish in ("soup", "fish", "cake")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"most cooks at the same time: {most_active}, now: {active}")
