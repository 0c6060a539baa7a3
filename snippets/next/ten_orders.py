"""Three threads of a pool share ten orders."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

MINUTES = (3, 9, 2, 4, 2, 5, 3, 2, 4, 2)


def cook(minutes):
    sleep(minutes / 100)
    return minutes


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=3) as kitchen:
        done = list(kitchen.map(cook, MINUTES))
    print("in the order of the list:", done == list(MINUTES))
