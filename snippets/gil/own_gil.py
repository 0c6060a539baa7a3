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


def waves(flags):
    lower = partial(flags.__setitem__, 0, 0)
    long_sum = partial(sum, range(500_000))  # keeps the GIL
    for _ in range(20):
        while not flags[0]:
            sleep(0.001)  # until it waves
        # map() calls all three without one bytecode in between.
        _, _, (raised, _) = map(call, (lower, long_sum, flags.tolist))
        yield raised


if __name__ == "__main__":
    flags = memoryview(bytearray(2))
    Thread(target=wave, args=(flags,)).start()
    print(f"a thread: {any(waves(flags))}")
    flags[1] = 1
    flags = memoryview(bytearray(2))
    other = interpreters.create()
    thread = other.call_in_thread(wave, flags)
    print(f"an interpreter: {any(waves(flags))}")
    flags[1] = 1
    thread.join()
    other.close()
