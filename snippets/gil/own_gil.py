"""Who can wave while the main thread keeps its GIL?"""
# /// script
# requires-python = ">=3.14"
# ///

from concurrent import interpreters
from functools import partial
from operator import call
from threading import Thread
from time import sleep


def wave(flags):
    while not flags[1]:  # until it is told to stop
        flags[0] = 1


def waves_during(work, flags):
    while not flags[0]:
        sleep(0.001)  # until it waves
    lower = partial(flags.__setitem__, 0, 0)
    look = partial(flags.__getitem__, 0)
    # map() calls all three without one bytecode in between.
    _, _, raised = map(call, (lower, work, look))
    flags[1] = 1
    return bool(raised)


if __name__ == "__main__":
    long_sum = partial(sum, range(10_000_000))  # keeps the GIL
    flags = memoryview(bytearray(2))
    Thread(target=wave, args=(flags,)).start()
    print(f"a thread: {waves_during(long_sum, flags)}")

    flags = memoryview(bytearray(2))
    other = interpreters.create()
    thread = other.call_in_thread(wave, flags)
    print(f"an interpreter: {waves_during(long_sum, flags)}")
    thread.join()
    other.close()
