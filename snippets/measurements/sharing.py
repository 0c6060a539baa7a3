"""What it costs to add to a number that processes share."""

import sys
from multiprocessing import Array, Lock, Manager, Process, Value
from multiprocessing.shared_memory import SharedMemory
from struct import Struct
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
NUMBER = Struct("q")  # a whole number in eight bytes


def add_to_value(value):
    with value.get_lock():
        value.value += 1


def add_to_array(array):
    with array.get_lock():
        array[0] += 1


def add_to_memory(memory, lock):
    with lock:
        (seen,) = NUMBER.unpack_from(memory.buf)
        NUMBER.pack_into(memory.buf, 0, seen + 1)


def add_through_manager(numbers, lock):
    with lock:
        numbers["sold"] += 1  # asks for it, then sends it back


def repeat(times, add, *args):
    for _ in range(times):
        add(*args)


def measure(label, times, get, add, *args):
    times = max(2, int(times * SCALE))
    child = Process(target=repeat, args=(times, add, *args))
    child.start()
    child.join()  # it has added, too: the number is shared
    for _ in range(3):
        start = perf_counter()
        repeat(times, add, *args)
        seconds = (perf_counter() - start) / times
        print(f"{label}: {seconds:.9f} s")
    if get() != 4 * times:
        raise SystemExit(f"{label}: something was lost")


if __name__ == "__main__":
    value, array, lock = Value("q"), Array("q", 1), Lock()
    measure("Value", 20_000, lambda: value.value, add_to_value, value)
    measure("Array", 20_000, lambda: array[0], add_to_array, array)
    memory = SharedMemory(create=True, size=NUMBER.size)
    try:
        measure(
            "shared memory",
            20_000,
            lambda: NUMBER.unpack_from(memory.buf)[0],
            add_to_memory,
            memory,
            lock,
        )
    finally:
        memory.close()
        memory.unlink()
    with Manager() as manager:
        numbers = manager.dict(sold=0)
        get = numbers.copy
        measure(
            "Manager", 1000, lambda: get()["sold"],
            add_through_manager, numbers, lock,
        )  # fmt: skip
