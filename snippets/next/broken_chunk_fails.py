"""Broken: one call fails, and the rest of its chunk is lost with it."""

from concurrent.futures import ProcessPoolExecutor


def cook(number):
    if number == 3:
        raise ValueError("burnt")
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as kitchen:
        for chunksize in 1, 5:
            served = []
            dishes = kitchen.map(cook, range(10), chunksize=chunksize)
            try:
                for dish in dishes:
                    served.append(dish)
            except ValueError as error:
                print(
                    f"chunks of {chunksize}: {error}; served {served}"
                )
