"""What the workers of the two process pools may do, and may not."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor


def rest():
    pass


def start_a_child():
    helper = mp.Process(target=rest)
    try:
        helper.start()
    except AssertionError as error:
        return str(error)
    helper.join()
    return "can start processes"


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as pool:
        print("executor:", pool.submit(start_a_child).result())
    with mp.get_context("spawn").Pool(processes=1) as pool:
        print("Pool:", pool.apply(start_a_child))
