"""What it costs to hand one object over, by its size in bytes."""

import sys
from multiprocessing import Pipe, Process, Queue
from queue import Queue as ThreadQueue
from threading import Thread
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
SIZES = 100, 10_000, 1_000_000  # bytes; a pickled float takes 9
PRICES = {n: [price / 4 for price in range(n // 9)] for n in SIZES}


def times(size, most):
    """So many that the one acknowledgment at the end hardly counts."""
    return max(2, int(SCALE * min(2000, most // size)))


def consume(receive, conn, most):
    for size in SIZES:
        for _ in range(4):
            for _ in range(times(size, most)):
                prices = receive()
            conn.send("all have arrived")  # stops the clock
            conn.send(prices == conn.recv())


def measure(label, worker, send, receive, most):
    args = receive, there, most
    cook = worker(target=consume, args=args, daemon=True)
    cook.start()
    for size, prices in PRICES.items():
        number = times(size, most)
        for turn in range(4):
            start = perf_counter()
            for _ in range(number):
                send(prices)
            here.recv()
            seconds = (perf_counter() - start) / number
            here.send(prices)  # to compare with
            if not here.recv():
                raise SystemExit(f"{label}: something else arrived")
            if turn:  # the first one warms up
                print(f"{label} x {size}: {seconds:.9f} s")
    cook.join()


if __name__ == "__main__":
    here, there = Pipe()
    by_process = 10**7  # bytes: a large object takes long by itself
    measure("pipe", Process, here.send, there.recv, by_process)
    orders = Queue()
    measure(
        "process queue", Process, orders.put, orders.get, by_process
    )
    orders = ThreadQueue()
    by_thread = 2 * 10**9  # only a reference moves
    measure("thread queue", Thread, orders.put, orders.get, by_thread)
