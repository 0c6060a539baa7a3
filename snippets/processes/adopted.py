"""On Linux the nearest subreaper adopts an orphan, and reaps it."""

import ctypes
import multiprocessing as mp
import os
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
libc = ctypes.CDLL(None, use_errno=True)


def child(line):
    line.recv()
    raise SystemExit(5)


def parent(line):
    worker = mp.Process(target=child, args=(line,))
    worker.start()
    line.send(worker.pid)
    os._exit(0)


if __name__ == "__main__":
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1:
        raise OSError(ctypes.get_errno(), "prctl")
    mp.set_start_method("spawn")
    line, far_end = mp.Pipe()
    middle = mp.Process(target=parent, args=(far_end,))
    middle.start()
    middle.join()
    orphan = line.recv()
    entry = Path(f"/proc/{orphan}/status").read_text()
    new_parent = entry.partition("PPid:")[2].split()[0]
    print(f"the grandparent is pid {os.getpid()}")
    print(f"the orphan's parent is pid {new_parent}")

    line.send("go home")
    _, status = os.waitpid(orphan, 0)
    print(f"reaped, exit code {os.waitstatus_to_exitcode(status)}")
