"""Broken: each clerk locks the account that pays first."""

from threading import Barrier, Lock, Thread

both_hold_one = Barrier(
    2, action=lambda: print("each clerk holds one lock")
)


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()


def transfer(source, target, amount):
    with source.lock:
        both_hold_one.wait()  # the unlucky moment, made certain
        with target.lock:
            source.balance -= amount
            target.balance += amount
            print("never printed")


if __name__ == "__main__":
    ann, bob = Account(100_00), Account(100_00)
    there = Thread(target=transfer, args=(ann, bob, 30_00))
    back = Thread(target=transfer, args=(bob, ann, 10_00))
    there.start()
    back.start()
    there.join()
    back.join()
