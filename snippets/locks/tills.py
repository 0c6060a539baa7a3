"""One lock for each till: it guards what must change together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock


class Till:
    def __init__(self):
        self.lock = Lock()
        self.sales = []
        self.total = 0

    def sell(self, price):
        with self.lock:
            self.sales.append(price)
            self.total += price

    def adds_up(self):
        with self.lock:
            return sum(self.sales) == self.total


if __name__ == "__main__":
    bar, door = Till(), Till()
    with ThreadPoolExecutor(max_workers=8) as pool:
        sales, checks = [], []
        for price in range(500):
            sales.append(pool.submit(bar.sell, price))
            checks.append(pool.submit(bar.adds_up))
        for sale in sales:
            sale.result()  # an error would be raised here
        results = [check.result() for check in checks]
    print("sales:", len(bar.sales))
    print("checks:", len(results))
    print("the bar's till did not add up:", results.count(False))

    with bar.lock:  # the bar is busy
        door.sell(5)
        busy = bar.lock.locked()
        print(f"the door sold for {door.total}; bar locked: {busy}")
