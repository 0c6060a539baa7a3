"""Broken: each clerk locks the account that pays first."""

from threading import Barrier, Lock, Thread


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()


def transfer(source, target, amount, both_hold_one):
    with source.lock:
        both_hold_one.wait()  # the unlucky moment, made certain
        with target.lock:
            source.balance -= amount
            target.balance += amount


if __name__ == "__main__":
    ann, bob, meeting = Account(100_00), Account(100_00), Barrier(2)
    there = Thread(target=transfer, args=(ann, bob, 30_00, meeting))
    back = Thread(target=transfer, args=(bob, ann, 10_00, meeting))
    print("two transfers, there and back", flush=True)
    there.start()
    back.start()
    there.join()
    back.join()
    print("done")
