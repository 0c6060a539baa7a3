"""Several children: the first one to end is known at once."""

import sys
from multiprocessing import Barrier, Event, Process
from multiprocessing.connection import wait


def work(all_here, closing_time, fault):
    all_here.wait()
    if fault:
        sys.exit(fault)
    closing_time.wait()


if __name__ == "__main__":
    all_here, closing_time = Barrier(3, timeout=8), Event()
    faults = {"baker": 0, "cook": 7, "waiter": 0}
    staff = [
        Process(
            target=work, args=(all_here, closing_time, fault), name=name
        )
        for name, fault in faults.items()
    ]
    for child in staff:
        child.start()
    ended = wait([child.sentinel for child in staff])
    for child in staff:
        if child.sentinel in ended:
            child.join()
            print(f"{child.name} has ended: {child.exitcode}")
        else:
            print(f"{child.name} is at work: {child.exitcode}")
    closing_time.set()
    for child in staff:
        child.join()
