"""Judges late_guests.py in the page: each function is a scene, and what has to hold after it."""

from queue import Queue
from time import sleep


def late():
    """Soup is ordered, and an hour later rice."""

    def guests():
        yield "soup"
        sleep(3600)
        yield "rice"

    cooked = evening(guests())
    assert cooked == ["soup", "rice"], (
        f"Cooked: {cooked}. However long the cook waits, a guest can come after that: who knows "
        "when the last one has ordered?"
    )


def nobody():
    """Nobody comes."""
    cooked = evening([])
    assert cooked == [], f"Nobody came, and cooked was {cooked}."


def failing():
    """Soup is ordered, and then an order raises a KeyError."""

    def guests():
        yield "soup"
        raise KeyError("menu")

    try:
        cooked = evening(guests())
    except KeyError:
        cooked = ["soup"]
    assert cooked == ["soup"], f"Soup was ordered, and cooked was {cooked}."


def strange():
    """Guests order None, "", 0, every word that the program uses, and what equals everything."""
    signs, put = [], Queue.put

    def put_and_tell(self, item, *args, **options):
        signs.append(item)
        put(self, item, *args, **options)

    Queue.put = put_and_tell
    try:
        evening([])
    finally:
        Queue.put = put
    plain = [sign for sign in signs if isinstance(sign, str | bytes | int | float | tuple)]

    class Anything:
        def __eq__(self, other):
            return True

        __hash__ = object.__hash__

        def __repr__(self):
            return "what equals everything"

    orders = [None, "", 0, *plain, Anything(), "tea"]
    cooked = evening(orders)
    assert cooked == orders, (
        f"Of the orders {orders} these were cooked: {cooked}. The sign for the end has to be "
        "something that nobody can order, such as an object() of yours, compared by `is`."
    )
