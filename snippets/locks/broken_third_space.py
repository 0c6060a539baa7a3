"""Broken: one release too many makes three parking spaces of two."""

from threading import BoundedSemaphore, Semaphore


def park(spaces):
    spaces.acquire()
    try:
        spaces.release()  # the driver leaves
    finally:
        spaces.release()  # and so does the clean-up, once more


def cars_that_get_in(spaces):
    cars = 0
    while spaces.acquire(blocking=False):
        cars += 1
    return cars


if __name__ == "__main__":
    for kind in (Semaphore, BoundedSemaphore):
        print(f"{kind.__name__}(2)")
        spaces = kind(2)
        try:
            park(spaces)
        except ValueError as error:
            print("  ValueError:", error)
        print("  cars that get in:", cars_that_get_in(spaces))
