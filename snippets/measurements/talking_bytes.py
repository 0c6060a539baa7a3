"""Bytes for a process: sent, or put where both can see them."""

import os
import sys
from functools import partial
from itertools import count
from multiprocessing import Pipe, Process, Queue, Semaphore
from multiprocessing.shared_memory import SharedMemory
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
SIZES = 100, 10_000, 1_000_000
TIMES = {n: max(2, int(SCALE * min(2000, 10**8 // n))) for n in SIZES}
PLACES = 10**7  # bytes of the shared block


def put(data):
    start = next(places) % (PLACES // len(data)) * len(data)
    free.acquire()  # nobody reads there any more
    block.buf[start : start + len(data)] = data
    here.send((start, start + len(data)))  # the go-ahead


def get(block, conn, free):
    with block.buf[slice(*conn.recv())] as data:
        copy = bytes(data)  # its own, as from a pipe
    free.release()
    return copy


def consume(receive, conn):
    for times in TIMES.values():
        for _ in range(4):
            for _ in range(times):
                data = receive()
            conn.send("all have arrived")  # stops the clock
            conn.send(data == conn.recv())


def measure(label, send, receive):
    cook = Process(target=consume, args=(receive, there), daemon=True)
    cook.start()
    for size, times in TIMES.items():
        data = os.urandom(size)
        for turn in range(4):
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
    measure("pipe, bytes", here.send_bytes, there.recv_bytes)
    places = count()  # one for each message
    free = Semaphore(PLACES // max(SIZES))
    block = SharedMemory(create=True, size=PLACES)
    try:
        measure("shared memory", put, partial(get, block, there, free))
    finally:
        block.close()
        block.unlink()
    queue = Queue()  # last, for it starts a thread
    measure("process queue, bytes", queue.put, queue.get)
