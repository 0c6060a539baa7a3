"""An orphan: its parent is killed, and it goes on working."""

import multiprocessing as mp
import os
from time import sleep


def child(line):
    while line.recv() != "go home":
        sleep(0.1)  # it works
        line.send(os.getppid())


def parent(line):
    worker = mp.Process(target=child, args=(line,))
    worker.start()
    worker.join()


if __name__ == "__main__":
    mp.set_start_method("spawn")
    line, far_end = mp.Pipe()
    middle = mp.Process(target=parent, args=(far_end,))
    middle.start()
    far_end.close()
    line.send("who is your parent?")
    print("the child's parent is middle:", line.recv() == middle.pid)

    middle.kill()
    middle.join()
    line.send("who is your parent?")
    answer = line.recv()
    print("middle is dead, and the child still answers")
    print("its parent id has changed:", answer != middle.pid)

    line.send("go home")
    try:
        line.recv()
    except EOFError:
        print("the child has gone home")
