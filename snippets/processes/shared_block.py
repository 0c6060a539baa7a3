"""Processes write into one block of memory; the block is not sent."""

from multiprocessing import Process
from multiprocessing.managers import SharedMemoryManager
from multiprocessing.shared_memory import SharedMemory

SEATS = 4_000_000


def occupy(name, first, last):
    hall = SharedMemory(name)  # the same memory, by its name
    hall.buf[first:last] = b"x" * (last - first)
    hall.close()


if __name__ == "__main__":
    with SharedMemoryManager() as manager:
        hall = manager.SharedMemory(SEATS)
        half = SEATS // 2
        ushers = [
            Process(target=occupy, args=(hall.name, first, last))
            for first, last in ((0, half), (half, SEATS))
        ]
        for usher in ushers:
            usher.start()
        for usher in ushers:
            usher.join()
        taken = bytes(hall.buf[:SEATS]).count(b"x")
        print(f"seats taken: {taken:,}")
        hall.close()
    try:
        SharedMemory(hall.name)
    except FileNotFoundError:
        print("after the with block the memory is gone")
