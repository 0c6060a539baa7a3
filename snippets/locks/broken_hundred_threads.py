"""Broken: 100 threads take a ticket each, and 99 tickets are left."""

from threading import Barrier, Thread

tickets = 100
all_have_read = Barrier(100)


def take_one():
    global tickets
    seen = tickets
    all_have_read.wait()
    tickets = seen - 1


if __name__ == "__main__":
    buyers = [Thread(target=take_one) for _ in range(100)]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    print("tickets left:", tickets)
