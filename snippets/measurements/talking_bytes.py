"""Bytes for a process: sent, or put where both can see them."""

import os
import sys
from functools import partial
from itertools import count
from multiprocessing import Pipe, Process, managers
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
SIZES = 100, 10_000, 1_000_000
TIMES = {n: max(1, int(SCALE * min(2000, 10**7 // n))) for n in SIZES}


def put(data):
    start = next(places) % TIMES[len(data)] * len(data)
    block.buf[start : start + len(data)] = data
    here.send((start, start + len(data)))  # the go-ahead


def get(block, conn):
    with block.buf[slice(*conn.recv())] as data:
        return bytes(data)  # its own copy, as from a pipe


def consume(receive, conn):
    for times in TIMES.values():
        for _ in range(3):
            for _ in range(times):
                data = receive()
            conn.send("all have arrived")  # stops the clock
            conn.send(data == conn.recv())


def measure(label, send, receive):
    cook = Process(target=consume, args=(receive, there), daemon=True)
    cook.start()
    for size, times in TIMES.items():
        data = os.urandom(size)
        for turn in range(3):
            start = perf_counter()
            for _ in range(times):
                send(data)
            here.recv()
            seconds = (perf_counter() - start) / times
            here.send(data)  # to compare with
            if not here.recv():
                raise SystemExit(f"{label}: something else arrived")
            if turn:  # the first one warms up
                print(f"{label} x {size}: {seconds:.9f} s")
    cook.join()


if __name__ == "__main__":
    here, there = Pipe()
    places = count()  # one for each message: none is overwritten
    measure("pipe, bytes", here.send_bytes, there.recv_bytes)
    with managers.SharedMemoryManager() as manager:
        block = manager.SharedMemory(int(10**7 * max(1, SCALE)))
        measure("shared memory", put, partial(get, block, there))
