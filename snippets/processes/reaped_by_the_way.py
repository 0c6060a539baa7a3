"""Starting a process or counting the children reaps ended ones."""

import multiprocessing as mp
import os
from pathlib import Path


def is_zombie(child):
    status = Path(f"/proc/{child.pid}/status")
    return status.exists() and "State:\tZ" in status.read_text()


def wait_but_leave_it(child):
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    first, second = ctx.Process(), ctx.Process()

    first.start()
    wait_but_leave_it(first)
    print("first has ended, zombie:", is_zombie(first))

    second.start()
    print("second is started, first is a zombie:", is_zombie(first))

    wait_but_leave_it(second)
    print("second has ended, zombie:", is_zombie(second))

    print("children still running:", len(mp.active_children()))
    print("second is a zombie:", is_zombie(second))
    print("exit codes:", first.exitcode, second.exitcode)
