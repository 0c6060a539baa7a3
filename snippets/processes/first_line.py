"""How soon does a child reach its first line? Who imported its file?"""

import multiprocessing as mp
import os
import sys
from time import perf_counter, sleep

IMPORTED_BY = os.getpid()  # each import of this file runs this
sleep(0.1)  # stands for imports that take long


def work(name, start, parent):
    time = perf_counter() - start
    who = {os.getpid(): "itself", parent: "the script"}
    imported_by = who.get(IMPORTED_BY, "the fork server")
    print(f"{name}: {time:.3f} s, imported by {imported_by}")
    while perf_counter() < start + time + 0.1:
        pass  # computes


if __name__ == "__main__":
    for method in sys.argv[1:] or sorted(mp.get_all_start_methods()):
        ctx = mp.get_context(method)
        for name in f"{method} 1", f"{method} 2":
            args = (name, perf_counter(), os.getpid())
            child = ctx.Process(target=work, args=args)
            child.start()
            child.join()
