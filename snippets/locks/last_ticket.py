"""One ticket, two clerks: each looks, then sells."""

from threading import Thread

tickets = 1


def sell():
    global tickets
    if tickets > 0:
        tickets -= 1


if __name__ == "__main__":
    clerks = [Thread(target=sell) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("tickets left:", tickets)
