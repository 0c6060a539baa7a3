"""A cart reserves; a checkout takes money and stock, or neither."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

PRICE = 30_00
CUSTOMERS = ["Ann", "Bob", "Cem", "Dora", "Eve", "Finn"]


class Mall:
    def __init__(self, cakes: int):
        self.lock = Lock()  # of money and stock: they go together
        self.money = dict.fromkeys(CUSTOMERS, 40_00) | {"shop": 0}
        self.cakes = {"free": cakes, "in carts": 0, "sold": 0}

    def move(self, source: str, target: str) -> None:
        self.cakes[source] -= 1
        self.cakes[target] += 1

    def buy(self, customer: str, cash: int) -> None:
        with self.lock:  # put in the cart
            if not self.cakes["free"]:
                return
            self.move("free", "in carts")
        with self.lock:  # take cash, then check out or put back
            self.money[customer] -= cash
            if self.money[customer] < PRICE:
                self.move("in carts", "free")
                return
            self.money[customer] -= PRICE
            self.money["shop"] += PRICE
            self.move("in carts", "sold")


if __name__ == "__main__":
    mall, cash = Mall(cakes=6), [0, 20_00] * 3
    with ThreadPoolExecutor() as pool:
        list(pool.map(mall.buy, CUSTOMERS, cash))
    print("money:", sum(mall.money.values()) + sum(cash))
    print("cakes:", mall.cakes, "- paid:", mall.money["shop"])
