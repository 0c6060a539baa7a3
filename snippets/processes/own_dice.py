"""Each task gets a seed of its own, made from one."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy"]
# ///
from concurrent.futures import ProcessPoolExecutor

import numpy as np


def throw(seed):
    rng = np.random.default_rng(seed)
    return tuple(rng.integers(1, 7, size=20).tolist())


if __name__ == "__main__":
    seeds = np.random.SeedSequence(2026).spawn(4)
    with ProcessPoolExecutor(max_workers=2) as pool:
        series = list(pool.map(throw, seeds))
        again = list(pool.map(throw, seeds))
    print("different:", len(set(series)), "of 4")
    print("the same when run again:", series == again)
