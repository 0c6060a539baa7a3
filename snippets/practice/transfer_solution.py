"""Both locks are always taken in the order of the numbers."""

from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = Lock()


def transfer(source, target, amount):
    if source is target:
        return  # its lock cannot be taken twice
    first, second = sorted(
        [source, target], key=lambda account: account.number
    )
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount


if __name__ == "__main__":
    ann = Account(number=1, balance=100)
    bob = Account(number=2, balance=100)
    transfer(ann, bob, 30)
    transfer(bob, ann, 10)
    print("Ann has", ann.balance)
    print("Bob has", bob.balance)
