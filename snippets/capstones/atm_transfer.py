"""All accounts are locked in one order; the storm leaves each cent."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Lock


class Account:
    def __init__(self, owner: str, balance: int):
        self.owner, self.balance = owner, balance
        self.lock = Lock()


def transfer(source: Account, target: Account, amount: int) -> bool:
    if source is target:
        return True  # its lock cannot be taken twice
    first, second = sorted([source, target], key=lambda a: a.owner)
    with first.lock, second.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True


def some_transfers(accounts: list[Account], seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(500):
        source, target = dice.choices(accounts, k=2)
        transfer(source, target, dice.randint(1, 60_00))


if __name__ == "__main__":
    accounts = [Account(owner, 100_00) for owner in "ABCDE"]
    with ThreadPoolExecutor(max_workers=4) as clerks:
        list(clerks.map(some_transfers, [accounts] * 4, range(4)))
    balances = [account.balance for account in accounts]
    print("in all accounts together:", sum(balances))
    print("below zero:", sum(balance < 0 for balance in balances))
