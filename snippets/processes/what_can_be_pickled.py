"""What can travel to another process, and what cannot."""

import pickle
import sys
import threading


class Order:
    def __init__(self, dish):
        self.dish = dish

    def cook(self):
        return f"{self.dish}, cooked"


def double(number):
    return 2 * number


def one_way(thing):
    try:
        copy = pickle.loads(pickle.dumps(thing))
    except (pickle.PicklingError, TypeError, AttributeError):
        return "no"
    return "yes, itself" if copy is thing else "yes, a copy"


if __name__ == "__main__":
    soup = Order("soup")
    print("a list:          ", one_way([1, 2, 3]))
    print("an object:       ", one_way(soup))
    print("a class:         ", one_way(Order))
    print("a function:      ", one_way(double))
    print("a bound method:  ", one_way(soup.cook))
    print("a lambda:        ", one_way(lambda: 42))
    print("a generator:     ", one_way(n for n in [1, 2]))
    print("a lock:          ", one_way(threading.Lock()))
    print("an open file:    ", one_way(sys.stdout))
    print("an error:        ", one_way(ValueError("no soup")))
