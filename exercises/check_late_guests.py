"""Checks late_guests.py. In the folder where both are: pytest check_late_guests.py"""

import queue
import time
from threading import Event

from tail import ask, tell


def test_late_guests_get_their_dish(tmp_path):
    """The second guest comes a second after the first."""
    cooked = ask(with_a_late_guest, tmp_path)
    if cooked != ["soup", "rice", "fish"]:
        tell(
            f"Soup, rice and fish were ordered. Cooked: {cooked}. An empty queue does not mean "
            "that no order will come: who knows when the last one has been taken?"
        )


def with_a_late_guest():
    """What is cooked when a guest is late."""
    from late_guests import evening

    def guests():
        yield "soup"
        Event().wait(timeout=1)
        yield "rice"
        yield "fish"

    return evening(guests())


def test_a_guest_may_come_later_than_any_time_limit(tmp_path):
    """Whoever waits for an order with a time limit finds that the time is over."""
    cooked = ask(with_a_very_late_guest, tmp_path)
    if cooked != ["soup", "rice"]:
        tell(
            f"Soup and rice were ordered, and the rice very late. Cooked: {cooked}. However long "
            "the cook waits, a guest can come after that: let the waiter say when all is over."
        )


def with_a_very_late_guest():
    """What is cooked if every time limit runs out, and every sleep ends, before the guest comes."""
    get = queue.Queue.get

    def get_at_once(self, block=True, timeout=None):
        return get(self, block and timeout is None)

    queue.Queue.get, time.sleep = get_at_once, lambda seconds: None
    from late_guests import evening

    def guests():
        yield "soup"
        Event().wait(timeout=1)
        yield "rice"

    return evening(guests())


def test_an_evening_without_guests_ends(tmp_path):
    """Nobody comes, and the cook still goes home."""
    cooked = ask(without_guests, tmp_path)
    if cooked != []:
        tell(f"Nobody came. Cooked: {cooked}; it has to be an empty list.")


def without_guests():
    """What is cooked when nobody comes."""
    from late_guests import evening

    return evening([])


def test_an_order_that_fails_ends_the_evening(tmp_path):
    """The waiter's thread ends with an error, and the cook goes home all the same."""
    cooked = ask(with_a_failing_order, tmp_path)
    if cooked not in (["soup"], "KeyError"):
        tell(
            "Soup was ordered, and then an order raised an error. The evening has to end with the "
            f"soup cooked, or with that error, not with {cooked}."
        )


def with_a_failing_order():
    """What is cooked, or the name of the error that evening() raises."""
    import threading

    threading.excepthook = lambda args: None  # the waiter's error is no news here
    from late_guests import evening

    def guests():
        yield "soup"
        raise KeyError("menu")

    try:
        return evening(guests())
    except KeyError as error:
        return type(error).__name__


def test_any_dish_can_be_ordered(tmp_path):
    """A guest may order anything: an end that is a possible dish would be taken for one."""
    ordered, cooked = ask(with_strange_dishes, tmp_path)
    if cooked != ordered:
        tell(
            f"Of the orders {', '.join(ordered)} these were cooked: {', '.join(cooked)}. The sign "
            "for the end has to be something that nobody can order, such as an object() of yours, "
            "compared by `is`."
        )


def with_strange_dishes():
    """Strange orders, and what was cooked. Words and numbers that the program uses are among them.

    One claims to equal everything: whoever asks it whether it is the sign for the end is misled.

    A first evening shows what the program itself puts on the queue.
    """
    from late_guests import evening

    signs, put = [], queue.Queue.put

    def put_and_tell(self, item, *args, **options):
        if item != "rice" and isinstance(item, str | bytes | int | float | tuple | list):
            signs.append(item)
        put(self, item, *args, **options)

    queue.Queue.put = put_and_tell
    evening(["rice"])
    queue.Queue.put = put

    class Anything:
        def __eq__(self, other):
            return True

        __hash__ = object.__hash__

        def __repr__(self):
            return "what equals everything"

    orders = [None, "", 0, "stop", *signs, Anything(), "tea"]
    return [repr(dish) for dish in orders], [repr(dish) for dish in evening(orders)]
