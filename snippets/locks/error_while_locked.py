"""After an error, acquire() leaves the lock locked; `with` does not."""

from threading import Lock


def double(price, lock):
    assert lock.locked()
    return int(price) * 2


def by_hand(lock, price):
    lock.acquire()
    total = double(price, lock)
    lock.release()
    return total


def using_with(lock, price):
    with lock:
        return double(price, lock)


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
