"""A program with a queue in memory is killed and started again."""

import sys
from queue import Queue
from subprocess import PIPE, Popen
from threading import Event, Thread


def cook(jobs):
    print("  taken:", jobs.get(), flush=True)
    Event().wait()  # the dish takes forever


def kitchen(orders):
    jobs = Queue()
    for dish in orders:
        jobs.put(dish)
    print("  jobs:", jobs.qsize(), flush=True)
    if orders:
        Thread(target=cook, args=(jobs,)).start()


if __name__ == "__main__":
    if "kitchen" in sys.argv:
        kitchen(sys.argv[2:])
    else:
        command = [sys.executable, __file__, "kitchen"]
        for orders in (["soup", "fish"], []):  # nobody orders twice
            print("the kitchen is started")
            with Popen([*command, *orders], stdout=PIPE) as program:
                for line in program.stdout:
                    print(line.decode(), end="")
                    if b"taken" in line:
                        program.kill()  # -9
