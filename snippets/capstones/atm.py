"""Start here: a mall that serves one customer after the other."""

from collections.abc import Callable
from datetime import date

SHOP = "shop"  # the owner of the account that checkouts pay into
Today = Callable[[], date]


class Refused(Exception):
    """Too little money, over the limit, sold out, unknown."""


class Mall:
    """In memory: one of these, used by many threads."""

    def __init__(self, limit: int, today: Today = date.today) -> None:
        self.limit, self.today = limit, today
        self.statements: dict[str, list[int]] = {SHOP: []}
        self.cash: dict[tuple[str, date], int] = {}
        self.prices: dict[str, int] = {}
        self.free: dict[str, int] = {}
        self.sold: dict[str, int] = {}
        self.carts: dict[str, list[str]] = {}

    def open_account(self, owner: str, balance: int) -> None:
        if owner in self.statements:
            raise Refused(f"{owner} has an account")
        self.statements[owner] = []
        self.book(owner, balance)

    def book(self, owner: str, amount: int) -> None:
        if owner not in self.statements:
            raise Refused(f"no account of {owner}")
        if sum(self.statements[owner]) + amount < 0:
            raise Refused("too little money")
        self.statements[owner].append(amount)

    def deposit(self, owner: str, amount: int) -> None:
        self.book(owner, amount)

    def withdraw(self, owner: str, amount: int) -> None:
        day = owner, self.today()
        cash = self.cash.get(day, 0) + amount
        if cash > self.limit:
            raise Refused("over the limit of the day")
        self.book(owner, -amount)
        self.cash[day] = cash

    def transfer(self, source: str, target: str, amount: int) -> None:
        self.book(source, -amount)
        self.book(target, amount)

    def balances(self) -> dict[str, int]:
        """Of all accounts, at one moment."""
        return {
            owner: sum(statement)
            for owner, statement in self.statements.items()
        }

    def statement(self, owner: str) -> list[int]:
        """All changes of a balance: together they are the balance."""
        return self.statements[owner].copy()

    def supply(self, article: str, price: int, n: int) -> None:
        self.prices[article] = price
        self.free[article], self.sold[article] = n, 0

    def stock(self) -> dict[str, list[int]]:
        """Of each article: pieces free, in carts, sold."""
        wanted = [name for cart in self.carts.values() for name in cart]
        return {
            name: [free, wanted.count(name), self.sold[name]]
            for name, free in self.free.items()
        }

    def put_in_cart(self, owner: str, article: str) -> None:
        """Reserve a piece, so that nobody else gets it."""
        if not self.free.get(article):
            raise Refused(f"no {article} left")
        self.free[article] -= 1
        self.carts.setdefault(owner, []).append(article)

    def empty_cart(self, owner: str) -> None:
        for article in self.carts.pop(owner, []):
            self.free[article] += 1

    def checkout(self, owner: str) -> int:
        """Pay for all that is in the cart; return what it costs."""
        cart = self.carts.pop(owner, [])
        price = sum(self.prices[article] for article in cart)
        self.transfer(owner, SHOP, price)
        for article in cart:
            self.sold[article] += 1
        return price


class StoredMall(Mall):
    """In a file: each of many processes makes one of these."""

    def __init__(
        self, path: str, limit: int, today: Today = date.today
    ) -> None:
        super().__init__(limit, today)
        self.path = path  # to do: keep everything there


if __name__ == "__main__":
    mall = Mall(limit=500_00)
    mall.open_account("Ann", 100_00)
    mall.supply("cake", price=30_00, n=2)
    mall.put_in_cart("Ann", "cake")
    print("Ann pays", mall.checkout("Ann"))
    print(mall.balances(), mall.stock())
