"""All accounts are locked in one order; the storm loses no cent."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock


class Account:
    def __init__(self, owner: str, balance: int):
        self.owner, self.balance, self.lock = owner, balance, Lock()


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


def some_transfers(accounts: list[Account], seed: int) -> int:
    dice, done = random.Random(seed), 0
    for _ in range(2500):
        source, target = dice.choices(accounts, k=2)
        done += transfer(source, target, dice.randint(1, 60_00))
    return done


if __name__ == "__main__":
    accounts = [Account(owner, 100_00) for owner in "ABCDE"]
    with ThreadPoolExecutor(4, initializer=Barrier(4).wait) as clerks:
        done = sum(clerks.map(some_transfers, [accounts] * 4, range(4)))
    balances = [account.balance for account in accounts]
    print("most were made, some refused:", 5000 < done < 10_000)
    print("in all accounts together:", sum(balances))
    print("below zero:", sum(balance < 0 for balance in balances))
