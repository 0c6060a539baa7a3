"""Broken: the with block of a Pool ends the work, it does not wait."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import sleep


def bake(name):
    sleep(1)
    Path(name).touch()


if __name__ == "__main__":
    Path("bread").unlink(missing_ok=True)  # of an earlier run
    with ProcessPoolExecutor(max_workers=1) as kitchen:
        kitchen.submit(bake, "bread")
    print("executor: bread is there:", Path("bread").exists())

    with get_context("spawn").Pool(processes=1) as kitchen:
        kitchen.apply_async(bake, ["cake"])
    print("Pool: cake is there:", Path("cake").exists())
