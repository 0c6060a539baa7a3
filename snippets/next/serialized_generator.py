"""One generator serves four clerks, one after the other."""
# /// script
# requires-python = ">=3.15"
# ///

from threading import Thread, synchronized_iterator
from time import sleep


@synchronized_iterator
def tickets(how_many):
    for number in range(how_many):
        sleep(0.001)  # printing a ticket takes its time
        yield number


def sell(machine, mine):
    for number in machine:
        mine.append(number)


if __name__ == "__main__":
    machine = tickets(100)
    drawers = [[] for _ in range(4)]
    clerks = [
        Thread(target=sell, args=(machine, mine)) for mine in drawers
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    sold = [number for mine in drawers for number in mine]
    print(f"sold: {len(sold)}")
    print(f"sold twice: {len(sold) - len(set(sold))}")
