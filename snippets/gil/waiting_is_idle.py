"""Threads that wait for a lock use no CPU."""

from threading import Barrier, Lock, Thread
from time import perf_counter, process_time, sleep

WAITERS = 100


def wait(mutex, all_here):
    all_here.wait()
    with mutex:
        pass


if __name__ == "__main__":
    mutex = Lock()
    all_here = Barrier(WAITERS + 1)
    threads = [
        Thread(target=wait, args=(mutex, all_here))
        for _ in range(WAITERS)
    ]
    with mutex:
        for thread in threads:
            thread.start()
        all_here.wait()  # from here on, all of them want the mutex
        clock, cpu = perf_counter(), process_time()
        sleep(0.5)
        cores = (process_time() - cpu) / (perf_counter() - clock)
        waiting = sum(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()
    used = "hardly any" if cores < 0.2 else "a lot"
    print(f"CPU used while {waiting} threads wait: {used}")
