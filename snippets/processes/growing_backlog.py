"""A queue does not help a kitchen that is always too slow."""

from queue import Full, Queue

if __name__ == "__main__":
    no_limit = Queue()
    at_most_four = Queue(maxsize=4)
    turned_away = 0
    for minute in range(1, 6):
        for _ in range(3):  # three orders come in
            no_limit.put("order")
            try:
                at_most_four.put_nowait("order")
            except Full:
                turned_away += 1
        for _ in range(2):  # the kitchen finishes two
            no_limit.get()
            at_most_four.get()
        print(
            f"minute {minute}: no limit, {no_limit.qsize()} waiting;"
            f" limit, {at_most_four.qsize()} waiting,"
            f" {turned_away} turned away"
        )
