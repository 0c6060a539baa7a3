"""What a reference count tells you, and what it does not."""

import sys


def more_for(thing):
    before = sys.getrefcount(thing)
    shelf = [thing] * 1000
    more = sys.getrefcount(thing) - before
    del shelf
    return more


def count_of_a_fresh_one():
    soup = object()
    return sys.getrefcount(soup)


if __name__ == "__main__":
    print(f"1000 more references to a soup: {more_for(object()):+}")
    print(f"1000 more references to None: {more_for(None):+}")
    print(f"a fresh soup with one name: {count_of_a_fresh_one()}")
