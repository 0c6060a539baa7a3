"""To mend: this works, until two clerks work at the same time."""

from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = Lock()


def transfer(source, target, amount):
    with source.lock, target.lock:
        source.balance -= amount
        target.balance += amount


if __name__ == "__main__":
    ann = Account(number=1, balance=100)
    bob = Account(number=2, balance=100)
    transfer(ann, bob, 30)
    transfer(bob, ann, 10)
    print("Ann has", ann.balance)
    print("Bob has", bob.balance)
