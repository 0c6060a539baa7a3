"""How much memory does one more process take that waits?"""

import multiprocessing
import os
from pathlib import Path


def figure(pid, file, name):
    words = Path(f"/proc/{pid}/{file}").read_text().split()
    return int(words[words.index(name) + 1])


def memory(children):
    """Pss: a page that n processes share counts 1/n in each of them.

    So the one that forked them counts, too: maybe a forkserver.
    """
    pids = {os.getpid()} | {child.pid for child in children}
    pids |= {figure(child.pid, "status", "PPid:") for child in children}
    parts = [figure(pid, "smaps_rollup", "Pss:") for pid in pids]
    return 1024 * sum(parts)


def wait(ready, done):
    ready.release()
    done.acquire()


def start(context, number, ready, done):
    children = []
    for _ in range(number):
        child = context.Process(target=wait, args=(ready, done))
        child.start()
        children.append(child)
    for _ in children:
        ready.acquire()
    return children


def report(method):
    context = multiprocessing.get_context(method)
    ready, done = context.Semaphore(0), context.Semaphore(0)
    children = start(context, 1, ready, done)
    for _ in range(3):
        before = memory(children)
        children += start(context, 3, ready, done)
        grown = memory(children) - before
        print(f"memory of a process ({method}): {grown // 3} B")
    for _ in children:
        done.release()
    for child in children:
        child.join()


if __name__ == "__main__":
    if Path("/proc/self/smaps_rollup").exists():
        for method in multiprocessing.get_all_start_methods():
            report(method)
    else:
        print("note: memory is read on Linux only")
