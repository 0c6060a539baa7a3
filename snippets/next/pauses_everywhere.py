"""A race that hides comes out when every line may pause."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

tickets, both_here = 0, threading.Barrier(2)


def sell(_):
    global tickets
    both_here.wait()
    if tickets > 0:
        tickets -= 1
        return 1
    return 0


def pause(frame, event, argument):
    if frame.f_code.co_filename == __file__:  # our lines only
        time.sleep(random.choice([0, 0.001, 0.002]))
        return pause


def oversold(rounds):
    global tickets
    found = 0
    with ThreadPoolExecutor(max_workers=2) as clerks:
        for _ in range(rounds):
            tickets = 1
            sold = sum(clerks.map(sell, range(2)))
            found += sold > 1
    return found


if __name__ == "__main__":
    print("rounds oversold, of 50:", oversold(50))
    threading.settrace(pause)  # for threads that start from now on
    print("with random pauses:", oversold(50))
