"""Broken: two guests see the coat, and both take it."""

from threading import Barrier, Thread

coats = {"red": "a warm one"}
both_have_looked = Barrier(2)


def take():
    if "red" in coats:
        both_have_looked.wait()
        del coats["red"]


if __name__ == "__main__":
    guests = [Thread(target=take) for _ in range(2)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    print(f"coats left: {len(coats)}")
