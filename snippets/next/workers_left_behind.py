"""A program is ended from outside: what becomes of its workers?"""

import multiprocessing as mp
import os
from concurrent.futures import ProcessPoolExecutor
from threading import Thread


def leave_with_parent():
    mp.parent_process().join()  # returns when the parent is gone
    os._exit(1)


def set_up(line, watch):
    global far_end
    far_end = line  # held for as long as this worker lives
    if watch:
        Thread(target=leave_with_parent, daemon=True).start()


def program(*shared):
    pool = ProcessPoolExecutor(1, initializer=set_up, initargs=shared)
    line, _ = shared
    line.send(pool.submit(os.getpid).result())
    line.recv()  # nobody sends: the program works on


if __name__ == "__main__":
    mp.set_start_method("spawn")
    for watch in False, True:
        line, far_end = mp.Pipe()
        service = mp.Process(target=program, args=(far_end, watch))
        service.start()
        far_end.close()
        worker = line.recv()
        service.terminate()
        gone = line.poll(3)  # nobody is left at the far end
        print(f"the worker watches: {watch}; it is gone: {gone}")
        if not gone:
            os.kill(worker, 9)  # SIGKILL
