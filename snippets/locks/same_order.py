"""Every transfer locks the account with the lower number first."""

from threading import Lock, Thread


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = Lock()


def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted(
        (source, target), key=lambda account: account.number
    )
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount


def transfer_often(source, target, amount):
    for _ in range(10_000):
        transfer(source, target, amount)


if __name__ == "__main__":
    ann, bob = Account(1, 100_000), Account(2, 100_000)
    threads = [
        Thread(target=transfer_often, args=(ann, bob, 2)),
        Thread(target=transfer_often, args=(bob, ann, 3)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Ann:", ann.balance)
    print("Bob:", bob.balance)
