"""Broken: a worker loads this file and tries to start a worker, too."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor

spawn = mp.get_context("spawn")
with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as pool:
    print("2 to the 10th is", pool.submit(pow, 2, 10).result())
