"""Broken: an array is used after its shared memory is closed."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy"]
# ///
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def look(name):
    held = SharedMemory(name)
    array = np.frombuffer(held.buf, count=1000)
    try:
        held.close()
    except BufferError:
        print(len(array), "numbers are left: BufferError")
    memory = SharedMemory(name)
    image = np.ndarray(1000, np.float64, buffer=memory.buf)
    print("in the array:", image[0], flush=True)
    memory.close()  # raises nothing, though image is left
    print("never printed:", image[0])


if __name__ == "__main__":
    memory = SharedMemory(create=True, size=8000)
    try:
        child = Process(target=look, args=(memory.name,))
        child.start()
        child.join()
        print("exit code of the child:", child.exitcode)
    finally:
        memory.close()
        memory.unlink()
