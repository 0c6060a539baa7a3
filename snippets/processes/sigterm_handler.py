"""A handler of SIGTERM decides whether a terminated child cleans up."""

import multiprocessing as mp
import signal
import sys
from time import sleep


def burn(name, handled, lit):
    if handled:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        lit.set()
        while True:
            sleep(0.01)
    finally:
        print(f"{name}: switched off")


if __name__ == "__main__":
    for name, handled in ("left oven", False), ("right oven", True):
        lit = mp.Event()
        oven = mp.Process(target=burn, args=(name, handled, lit))
        oven.start()
        lit.wait()
        oven.terminate()
        oven.join()
        print(f"{name}: exit code {oven.exitcode}")
