"""A NumPy array in shared memory: no copy for the workers."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy"]
# ///
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.managers import SharedMemoryManager
from multiprocessing.shared_memory import SharedMemory

import numpy as np

SHAPE = (4, 250_000)
TYPE = np.float64


def array_in(memory):
    return np.ndarray(SHAPE, TYPE, buffer=memory.buf)


def square_row(name, row):
    memory = SharedMemory(name)
    image = array_in(memory)
    image[row] **= 2
    del image  # no array may be left that uses the memory
    memory.close()


if __name__ == "__main__":
    with SharedMemoryManager() as manager:
        memory = manager.SharedMemory(1_000_000 * TYPE().itemsize)
        image = array_in(memory)
        image[:] = 3
        with ProcessPoolExecutor(max_workers=2) as pool:
            list(pool.map(square_row, [memory.name] * 4, range(4)))
        print("every number is 9:", bool((image == 9).all()))
        del image
