"""The cycle collector comes by itself, when enough has piled up."""

import gc
import sys
import weakref


class Dish:
    pass


if __name__ == "__main__":
    print(f"Python {sys.version_info.major}.{sys.version_info.minor}")
    print(f"thresholds: {gc.get_threshold()}")

    soup = Dish()
    soup.goes_with = soup  # a cycle of one
    still_there = weakref.ref(soup)
    del soup
    while still_there():
        leftover = Dish()
        leftover.goes_with = leftover
    print(f"nobody called gc.collect(); still there: {still_there()}")
