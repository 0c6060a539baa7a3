"""What the exit code of a child says about how it ended."""

import multiprocessing as mp
import os
import signal
import sys


def work(ending):
    match ending:
        case "return":
            return "bread"  # nobody gets it
        case "exception":
            raise RuntimeError("the oven is on fire")
        case "sys.exit()":
            sys.exit()
        case "sys.exit(3)":
            sys.exit(3)
        case "os._exit(4)":
            os._exit(4)
        case "SIGTERM" | "SIGKILL":
            os.kill(os.getpid(), getattr(signal, ending))


if __name__ == "__main__":
    endings = ("return", "exception", "sys.exit()", "sys.exit(3)")
    for ending in (*endings, "os._exit(4)", "SIGTERM", "SIGKILL"):
        child = mp.Process(target=work, args=(ending,))
        child.start()
        child.join()
        code = child.exitcode
        name = signal.Signals(-code).name if code < 0 else ""
        print(f"{ending}: {code} {name}".rstrip())
