"""Does a list look empty to another thread while it is being sorted?"""

from random import random
from threading import Thread


def seen_empty(key):
    numbers = [random() for _ in range(300_000)]
    sorting = Thread(target=numbers.sort, kwargs={"key": key})
    sorting.start()
    seen = False
    while sorting.is_alive():
        seen = seen or not numbers
    return seen


if __name__ == "__main__":
    print("sort():              ", seen_empty(None))
    print("sort(key=a function):", seen_empty(lambda number: -number))
