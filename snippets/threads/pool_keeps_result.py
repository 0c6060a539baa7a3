"""A future keeps what the call returned, and what it raised."""

from concurrent.futures import ThreadPoolExecutor


def add_up(prices):
    return sum(prices)


if __name__ == "__main__":
    with ThreadPoolExecutor() as tills:
        good = tills.submit(add_up, [3, 4])
        bad = tills.submit(add_up, [3, "four"])

    print(f"result() returned {good.result()}")
    try:
        bad.result()
    except TypeError as error:
        print(f"result() raised {type(error).__name__}")
