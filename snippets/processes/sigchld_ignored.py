"""SIGCHLD ignored: a child leaves no zombie, and no exit code."""

import multiprocessing as mp
import os
import signal
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    ctx = mp.get_context("spawn")
    baker = ctx.Process(target=sys.exit, args=(7,))
    baker.start()
    try:
        os.waitpid(baker.pid, 0)
        print("a zombie, and now it is reaped")
    except ChildProcessError:
        print("no such child: the system has thrown it away")
    baker.join()
    print("exit code:", baker.exitcode)
