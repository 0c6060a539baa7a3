"""After an error, acquire() leaves the lock locked; `with` does not."""

from threading import Lock


def by_hand(lock, price):
    lock.acquire()
    total = int(price) * 2
    lock.release()
    return total


def using_with(lock, price):
    with lock:
        return int(price) * 2


if __name__ == "__main__":
    for function in (by_hand, using_with):
        print(function.__name__)
        lock = Lock()
        for price in ("12", "free"):
            try:
                print(f"  {price}: {function(lock, price)}")
            except ValueError:
                print(f"  {price}: ValueError")
            print(f"    locked afterward: {lock.locked()}")
