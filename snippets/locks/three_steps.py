"""Two threads pay in 50 each: read, compute, write."""

from threading import Thread

balance = 0


def pay_in():
    global balance
    seen = balance
    new = seen + 50
    balance = new


if __name__ == "__main__":
    clerks = [Thread(target=pay_in) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("balance:", balance)
