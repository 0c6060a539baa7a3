"""What it costs to hand one object over, by its size in bytes."""

import pickle
import sys
from multiprocessing import Pipe, Process, Queue
from queue import Queue as ThreadQueue
from threading import Thread
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
SIZES = 100, 10_000, 1_000_000  # bytes; a pickled float takes 9
TIMES = {n: max(1, int(SCALE * min(2000, 10**7 // n))) for n in SIZES}
PRICES = {n: [price / 4 for price in range(n // 9)] for n in SIZES}


def consume(receive, conn):
    for times in TIMES.values():
        for _ in range(3):
            for _ in range(times):
                prices = receive()
            conn.send("all have arrived")  # stops the clock
            conn.send(prices == conn.recv())


def measure(label, worker, send, receive):
    cook = worker(target=consume, args=(receive, there), daemon=True)
    cook.start()
    for size, times in TIMES.items():
        prices = PRICES[size]
        for turn in range(3):
            start = perf_counter()
            for _ in range(times):
                send(prices)
            here.recv()
            seconds = (perf_counter() - start) / times
            here.send(prices)  # to compare with
            if not here.recv():
                raise SystemExit(f"{label}: something else arrived")
            if turn:  # the first one warms up
                print(f"{label} x {size}: {seconds:.9f} s")
    cook.join()


if __name__ == "__main__":
    here, there = Pipe()
    measure("pipe", Process, here.send, there.recv)
    orders = Queue()
    measure("process queue", Process, orders.put, orders.get)
    orders = ThreadQueue()
    measure("thread queue", Thread, orders.put, orders.get)
    for size, times in TIMES.items():
        prices = PRICES[size]
        for _ in range(2):  # nothing is sent here
            start = perf_counter()
            for _ in range(times):
                copy = pickle.loads(pickle.dumps(prices))
            seconds = (perf_counter() - start) / times
            if copy != prices:
                raise SystemExit("pickle: something else came out")
            print(f"pickle x {size}: {seconds:.9f} s")
