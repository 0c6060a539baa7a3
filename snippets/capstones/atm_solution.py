"""A mall: in memory for many threads, in a file for many processes."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

SHOP = "shop"  # the owner of the account that checkouts pay into
Today = Callable[[], date]
Stock = dict[str, list[int]]  # pieces: free, in carts, sold


class Refused(Exception):
    """Too little money, over the limit, sold out, unknown."""


def cents(amount: int) -> int:
    """An amount that may be moved."""
    if type(amount) is not int or amount <= 0:
        raise ValueError(f"whole cents, above zero; not {amount!r}")
    return amount


@dataclass
class Account:
    """The balance is the sum of the entries: they always add up."""

    entries: list[int]
    cash: dict[date, int] = field(default_factory=dict)  # taken out
    lock: Lock = field(default_factory=Lock)  # of both

    def book(self, amount: int) -> None:
        """Change the balance; only with the lock."""
        if sum(self.entries) + amount < 0:
            raise Refused("too little money")
        self.entries.append(amount)


@dataclass
class Piece:
    """It is free, in the cart of its owner, or sold to its owner."""

    article: str
    price: int
    owner: str | None = None
    sold: bool = False


class Mall:
    """For threads. Locks: that of the shop, then accounts by owner."""

    def __init__(self, limit: int, today: Today = date.today) -> None:
        self.limit, self.today = limit, today
        self.lock = Lock()  # of the shop: the next two
        self.accounts = {SHOP: Account([0])}
        self.pieces: list[Piece] = []

    @contextmanager
    def held(self, *owners: str) -> Iterator[list[Account]]:
        """Accounts, locked in one order, whoever wants them."""
        if unknown := [o for o in owners if o not in self.accounts]:
            raise Refused(f"no account of {unknown}")
        with ExitStack() as stack:
            for owner in sorted(set(owners)):
                stack.enter_context(self.accounts[owner].lock)
            yield [self.accounts[owner] for owner in owners]

    def open_account(self, owner: str, balance: int) -> None:
        with self.lock:
            if owner in self.accounts:
                raise Refused(f"{owner} has an account")
            self.accounts[owner] = Account([cents(balance)])

    def deposit(self, owner: str, amount: int) -> None:
        with self.held(owner) as [account]:
            account.book(cents(amount))

    def withdraw(self, owner: str, amount: int) -> None:
        today = self.today()
        with self.held(owner) as [account]:
            cash = account.cash.get(today, 0) + cents(amount)
            if cash > self.limit:
                raise Refused("over the limit of the day")
            account.book(-amount)
            account.cash[today] = cash

    def transfer(self, source: str, target: str, amount: int) -> None:
        with self.held(source, target) as [giver, taker]:
            giver.book(-cents(amount))
            taker.book(amount)

    def balances(self) -> dict[str, int]:
        with self.lock, self.held(*self.accounts) as accounts:
            sums = [sum(account.entries) for account in accounts]
            return dict(zip(self.accounts, sums, strict=True))

    def statement(self, owner: str) -> list[int]:
        with self.held(owner) as [account]:
            return account.entries.copy()

    def supply(self, article: str, price: int, n: int) -> None:
        with self.lock:
            for _ in range(n):
                self.pieces.append(Piece(article, cents(price)))

    def stock(self) -> Stock:
        found: Stock = {}
        with self.lock:
            for piece in self.pieces:
                state = 2 if piece.sold else 1 if piece.owner else 0
                found.setdefault(piece.article, [0, 0, 0])[state] += 1
        return found

    def put_in_cart(self, owner: str, article: str) -> None:
        with self.lock, self.held(owner):
            for piece in self.pieces:
                if piece.article == article and piece.owner is None:
                    piece.owner = owner
                    return
        raise Refused(f"no {article} left")

    def in_cart(self, owner: str) -> list[Piece]:
        """What somebody has reserved; only with the shop's lock."""
        mine = (piece for piece in self.pieces if piece.owner == owner)
        return [piece for piece in mine if not piece.sold]

    def empty_cart(self, owner: str) -> None:
        with self.lock, self.held(owner):
            for piece in self.in_cart(owner):
                piece.owner = None

    def checkout(self, owner: str) -> int:
        with self.lock:
            wanted = self.in_cart(owner)
            if not wanted:
                raise Refused("the cart is empty")
            price = sum(piece.price for piece in wanted)
            with self.held(owner, SHOP) as [customer, shop]:
                customer.book(-price)  # refused: nothing has changed
                shop.book(price)
            for piece in wanted:
                piece.sold = True
            return price


DB = sqlite3.Connection
TABLES = """
CREATE TABLE IF NOT EXISTS entries (owner TEXT, amount INT, cash TEXT);
CREATE TABLE IF NOT EXISTS pieces (id INTEGER PRIMARY KEY,
    article TEXT, price INT, owner TEXT, sold INT DEFAULT 0);
INSERT INTO entries SELECT 'shop', 0, NULL
    WHERE NOT EXISTS (SELECT * FROM entries);
"""
ENTRIES = "FROM entries WHERE owner = ?"
SUM = f"SELECT sum(amount) {ENTRIES}"
BOOK = "INSERT INTO entries VALUES (?, ?, ?)"
IN_CART = "WHERE owner = ? AND NOT sold"
MOST_TRIES = 100
P = ParamSpec("P")
R = TypeVar("R")


def transaction(
    work: Callable[Concatenate["StoredMall", DB, P], R],
) -> Callable[Concatenate["StoredMall", P], R]:
    """All of it or nothing; if it is refused, all of it again."""

    def whole(mall: "StoredMall", *args: P.args, **kw: P.kwargs) -> R:
        for attempt in range(MOST_TRIES):
            try:
                with closing(mall.connect()) as db:  # or rolled back
                    db.execute("BEGIN IMMEDIATE")  # before any look
                    result = work(mall, db, *args, **kw)
                    db.execute("COMMIT")
                    return result
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(0.01 * attempt)
        raise TimeoutError(f"refused {MOST_TRIES} times")

    return whole


class StoredMall:
    """For processes: each makes one of these, of the same file."""

    def __init__(
        self, path: str, limit: int, today: Today = date.today
    ) -> None:
        self.limit, self.today = limit, today
        self.connect = partial(  # it waits while another one writes
            sqlite3.connect, path, timeout=30, isolation_level=None
        )
        with closing(self.connect()) as db:
            db.executescript(TABLES)

    def balance(self, db: DB, owner: str) -> int:
        [balance] = db.execute(SUM, [owner]).fetchone()
        if balance is None:
            raise Refused(f"no account of {owner}")
        return balance

    def book(
        self, db: DB, owner: str, amount: int, cash: str | None = None
    ) -> None:
        """Change a balance; `cash` is the day of a withdrawal."""
        if self.balance(db, owner) + amount < 0:
            raise Refused("too little money")
        db.execute(BOOK, [owner, amount, cash])

    @transaction
    def open_account(self, db: DB, owner: str, balance: int) -> None:
        if db.execute(SUM, [owner]).fetchone() != (None,):
            raise Refused(f"{owner} has an account")
        db.execute(BOOK, [owner, cents(balance), None])

    @transaction
    def deposit(self, db: DB, owner: str, amount: int) -> None:
        self.book(db, owner, cents(amount))

    @transaction
    def withdraw(self, db: DB, owner: str, amount: int) -> None:
        today = self.today().isoformat()
        look = f"{SUM} AND cash = ?"
        [taken] = db.execute(look, [owner, today]).fetchone()
        if cents(amount) - (taken or 0) > self.limit:
            raise Refused("over the limit of the day")
        self.book(db, owner, -amount, cash=today)

    @transaction
    def transfer(
        self, db: DB, source: str, target: str, amount: int
    ) -> None:
        self.book(db, source, -cents(amount))
        self.book(db, target, amount)

    @transaction
    def balances(self, db: DB) -> dict[str, int]:
        look = "SELECT owner, sum(amount) FROM entries GROUP BY owner"
        return dict(db.execute(look))

    @transaction
    def statement(self, db: DB, owner: str) -> list[int]:
        self.balance(db, owner)  # or refused
        look = f"SELECT amount {ENTRIES} ORDER BY rowid"
        return [amount for (amount,) in db.execute(look, [owner])]

    @transaction
    def supply(self, db: DB, article: str, price: int, n: int) -> None:
        add = "INSERT INTO pieces (article, price) VALUES (?, ?)"
        db.executemany(add, [(article, cents(price))] * n)

    @transaction
    def stock(self, db: DB) -> Stock:
        look = """SELECT article, sum(owner IS NULL),
            sum(owner IS NOT NULL AND NOT sold), sum(sold)
            FROM pieces GROUP BY article"""
        return {name: states for name, *states in db.execute(look)}

    @transaction
    def put_in_cart(self, db: DB, owner: str, article: str) -> None:
        self.balance(db, owner)  # or refused
        take = """UPDATE pieces SET owner = ? WHERE id = (SELECT id
            FROM pieces WHERE article = ? AND owner IS NULL LIMIT 1)"""
        if db.execute(take, [owner, article]).rowcount == 0:
            raise Refused(f"no {article} left")

    @transaction
    def empty_cart(self, db: DB, owner: str) -> None:
        self.balance(db, owner)  # or refused
        db.execute(f"UPDATE pieces SET owner = NULL {IN_CART}", [owner])

    @transaction
    def checkout(self, db: DB, owner: str) -> int:
        look = f"SELECT sum(price) FROM pieces {IN_CART}"
        [price] = db.execute(look, [owner]).fetchone()
        if not price:
            raise Refused("the cart is empty")
        self.book(db, owner, -price)
        self.book(db, SHOP, price)
        db.execute(f"UPDATE pieces SET sold = 1 {IN_CART}", [owner])
        return price


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for mall in Mall(500_00), StoredMall(f"{folder}/mall", 500_00):
            mall.open_account("Ann", 100_00)
            mall.supply("cake", 30_00, 2)
            mall.put_in_cart("Ann", "cake")
            print(
                type(mall).__name__, mall.checkout("Ann"), mall.stock()
            )
