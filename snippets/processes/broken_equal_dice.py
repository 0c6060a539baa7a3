"""Broken: after a fork, NumPy's dice fall alike in every child."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy"]
# ///
import multiprocessing as mp
import random

import numpy as np


def throw(results, rng):
    numpy_old = tuple(np.random.randint(1, 7, size=20))
    numpy_new = tuple(rng.integers(1, 7, size=20))
    standard = tuple(random.choices(range(1, 7), k=20))
    results.put((numpy_old, numpy_new, standard))


if __name__ == "__main__":
    fork = mp.get_context("fork")
    results = fork.SimpleQueue()
    rng = np.random.default_rng()
    children = [
        fork.Process(target=throw, args=(results, rng))
        for _ in range(4)
    ]
    for child in children:
        child.start()
    names = "np.random", "default_rng()", "random"
    throws = zip(*(results.get() for _ in children), strict=True)
    for name, series in zip(names, throws, strict=True):
        print(f"{name}: {len(set(series))} different of 4")
    for child in children:
        child.join()
