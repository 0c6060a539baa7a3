"""Broken: two threads read the balance before either writes it back."""

from threading import Barrier, Thread

balance = 100
both_have_read = Barrier(2)


def deposit(amount):
    global balance
    seen = balance
    both_have_read.wait()
    balance = seen + amount


if __name__ == "__main__":
    clerks = [Thread(target=deposit, args=(50,)) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("paid in: 2 x 50")
    print(f"balance: {balance}")
