"""map() takes its whole input at once, unless buffersize stops it."""

# /// script
# requires-python = ">=3.14"
# ///

from concurrent.futures import ThreadPoolExecutor

taken = []


def orders():
    for number in range(1000):
        taken.append(number)
        yield number


def cook(number):
    return f"dish {number}"


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2) as kitchen:
        dishes = kitchen.map(cook, orders())
        print("taken before the first result:", len(taken))

        taken.clear()
        dishes = kitchen.map(cook, orders(), buffersize=3)
        print("with buffersize=3:", len(taken))
        print("one result:", next(dishes))
        print("taken now:", len(taken))
