"""A thread changes global data; the main thread sees the changes."""

from threading import Thread

balance = 100
log = []


def deposit(amount):
    global balance
    balance += amount
    log.append(f"deposit {amount}")


if __name__ == "__main__":
    clerk = Thread(target=deposit, args=(50,))
    clerk.start()
    clerk.join()
    print(f"balance: {balance}")
    print(f"log:     {log}")
