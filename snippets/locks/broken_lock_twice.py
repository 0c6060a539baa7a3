"""Broken: a method that holds the lock calls one that takes it."""

from threading import Lock


class Till:
    def __init__(self):
        self._lock = Lock()
        self.coins = 0

    def put(self, amount):
        with self._lock:
            self.coins += amount

    def put_all(self, amounts):
        with self._lock:
            for amount in amounts:
                self.put(amount)


if __name__ == "__main__":
    till = Till()
    till.put(1)
    print("coins:", till.coins)
    till.put_all([2, 5])
    print("never printed")
