"""An object with a lock travels, if it leaves the lock at home."""

from concurrent.futures import ProcessPoolExecutor
from threading import Lock


class Till:
    def __init__(self, money):
        self.money = money
        self.lock = Lock()


class TravelingTill(Till):
    def __getstate__(self):
        state = self.__dict__.copy()
        del state["lock"]
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.lock = Lock()


def count(till):
    with till.lock:
        return till.money


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as pool:
        for kind in Till, TravelingTill:
            future = pool.submit(count, kind(70))
            error = future.exception()
            print(f"{kind.__name__}:", error or future.result())
