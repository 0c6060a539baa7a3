"""The thread that holds an RLock may take it again; no other may."""

from threading import RLock, Thread


class Till:
    def __init__(self):
        self.lock = RLock()
        self.coins = 0

    def put(self, amount):
        with self.lock:
            self.coins += amount

    def put_all(self, amounts):
        with self.lock:
            for amount in amounts:
                self.put(amount)


def meddle(till):
    entered = till.lock.acquire(blocking=False)
    print("another thread gets in:", entered)
    try:
        till.lock.release()
    except RuntimeError as error:
        print("another thread releases it:", error)


if __name__ == "__main__":
    till = Till()
    till.put_all([1, 2, 5])
    print("coins:", till.coins)
    with till.lock:
        thief = Thread(target=meddle, args=(till,))
        thief.start()
        thief.join()
