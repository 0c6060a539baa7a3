"""Broken: both machines look at the limit before either pays."""

from threading import Barrier, Lock, Thread

LIMIT = 500_00  # cents a day
account = {"balance": 2_000_00, "cash today": 0}
both_have_looked, lock = Barrier(2), Lock()


def withdraw(amount):
    if account["cash today"] + amount <= LIMIT:
        both_have_looked.wait()  # the unlucky moment, made certain
        with lock:
            account["cash today"] += amount
            account["balance"] -= amount


if __name__ == "__main__":
    machines = [
        Thread(target=withdraw, args=(amount,))
        for amount in (300_00, 400_00)
    ]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    over = account["cash today"] > LIMIT
    print("over the limit of the day:", over)
