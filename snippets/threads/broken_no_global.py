"""Broken: without global, the assignment makes a local variable."""

from threading import Thread

balance = 100


def set_balance(amount):
    balance = amount
    print(f"in the thread:      {balance}")


if __name__ == "__main__":
    clerk = Thread(target=set_balance, args=(666,))
    clerk.start()
    clerk.join()
    print(f"in the main thread: {balance}")
