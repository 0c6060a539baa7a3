"""Broken: a deadlock, and the lines where its threads stand."""

import faulthandler
from pathlib import Path
from tempfile import TemporaryFile
from threading import Barrier, Lock, Thread

knife, board = Lock(), Lock()
both_hold_one = Barrier(2)


def chop(first, second):
    with first:
        both_hold_one.wait()
        with second:
            print("never printed")


if __name__ == "__main__":
    cooks = [
        Thread(target=chop, args=tools, daemon=True)
        for tools in ((knife, board), (board, knife))
    ]
    with TemporaryFile("w+") as stacks:
        faulthandler.dump_traceback_later(3, file=stacks)
        for cook in cooks:
            cook.start()
        cooks[0].join(timeout=5)
        stacks.seek(0)
        for line in stacks:
            if Path(__file__).name in line:  # not threading.py
                print(line.rpartition(", ")[2], end="")
