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
    all_here, closing_time = Barrier(3), Event()
    faults = {"baker": 0, "cook": 7, "waiter": 0}
    staff = [
        Process(
            target=work, args=(all_here, closing_time, fault), name=name
        )
        for name, fault in faults.items()
    ]
    for one in staff:
        one.start()
    ended = wait([one.sentinel for one in staff])
    for one in staff:
        if one.sentinel in ended:
            one.join()
            print(f"{one.name} has ended: {one.exitcode}")
        else:
            print(f"{one.name} is at work: {one.exitcode}")
    closing_time.set()
    for one in staff:
        one.join()
