"""How the parent ends decides what becomes of its daemonic child."""

import multiprocessing as mp
import os
import signal
import sys
from multiprocessing.connection import wait


def radio(line, playing):
    playing.set()
    wait([line])  # until the far end is closed


def shop(line, playing, ending):
    mp.Process(target=radio, args=(line, playing), daemon=True).start()
    playing.wait()
    match ending:
        case "sys.exit":
            sys.exit()
        case "os._exit":
            os._exit(0)
        case "SIGTERM":
            os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    mp.set_start_method("spawn")
    for ending in "return", "sys.exit", "os._exit", "SIGTERM":
        line, far_end = mp.Pipe()
        args = (far_end, mp.Event(), ending)
        parent = mp.Process(target=shop, args=args)
        parent.start()
        far_end.close()
        parent.join()
        # Ready at once means: nobody is left at the far end.
        gone = wait([line], timeout=0)
        print(f"{ending}: the daemon is {'gone' if gone else 'alive'}")
        line.close()
