"""Broken: the result is always 0, and nobody looks at it."""

from concurrent.futures import ThreadPoolExecutor
from math import factorial

WORKERS = 4


def multiply_up_to(last):
    product = 0
    for number in range(1, last + 1):
        product *= number
    return product


if __name__ == "__main__":
    with ThreadPoolExecutor(WORKERS) as pool:
        products = list(pool.map(multiply_up_to, [20] * WORKERS))
    print(f"{len(products)} workers are done")
    print("they computed:", *products)
    print("correct is:", factorial(20))
