"""A queue does not help a kitchen that is always too slow."""

from queue import Full, Queue
from threading import Barrier, Thread

MINUTES = 5
bell = Barrier(3, timeout=5)  # two cooks and the waiter


def cook(orders):
    for _ in range(MINUTES):
        bell.wait()  # the orders of this minute are in
        for _ in range(2):  # all that a cook can do in a minute
            orders.get()
        bell.wait()  # the minute is over


if __name__ == "__main__":
    no_limit, at_most_four = Queue(), Queue(maxsize=4)
    for orders in (no_limit, at_most_four):
        Thread(target=cook, args=(orders,)).start()
    turned_away = 0
    for minute in range(1, MINUTES + 1):
        for _ in range(3):  # three orders come in
            no_limit.put("order")
            try:
                at_most_four.put_nowait("order")
            except Full:
                turned_away += 1
        bell.wait()
        bell.wait()
        print(
            f"minute {minute}: no limit, {no_limit.qsize()} waiting;"
            f" limit, {at_most_four.qsize()} waiting,"
            f" {turned_away} turned away"
        )
