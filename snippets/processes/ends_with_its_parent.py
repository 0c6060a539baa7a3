"""A child that notices the end of its parent, even by SIGKILL."""

import multiprocessing as mp
import os
from threading import Thread


def leave_with_parent():
    mp.parent_process().join()  # returns when the parent is gone
    os._exit(1)


def play_radio(line):
    Thread(target=leave_with_parent, daemon=True).start()
    line.send("music")
    line.recv()  # nobody sends: it would play forever


def shop(line):
    radio = mp.Process(target=play_radio, args=(line,))
    radio.start()
    line.close()
    radio.join()


if __name__ == "__main__":
    mp.set_start_method("spawn")
    line, far_end = mp.Pipe()
    parent = mp.Process(target=shop, args=(far_end,))
    parent.start()
    far_end.close()
    print("the radio plays", line.recv())
    parent.kill()
    parent.join()
    try:
        line.recv()
    except EOFError:
        print("the shop was killed, and the radio is off")
