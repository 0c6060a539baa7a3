"""Fifty waiting threads use less memory than a spawned process."""

import multiprocessing
import threading
from pathlib import Path


def memory(field):
    """One figure of this process, in kB (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    figures = dict(line.split(":", maxsplit=1) for line in lines)
    return int(figures[field].split()[0])


def report(answers):
    answers.put(memory("RssAnon"))


if __name__ == "__main__":
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.SimpleQueue()
    child = spawn.Process(target=report, args=(answers,))
    child.start()
    child_uses = answers.get()
    child.join()

    used, reserved = memory("RssAnon"), memory("VmSize")
    threading.stack_size(1024 * 1024)  # bytes for each new thread
    done = threading.Event()
    threads = [threading.Thread(target=done.wait) for _ in range(50)]
    for thread in threads:
        thread.start()
    used = memory("RssAnon") - used
    reserved = memory("VmSize") - reserved
    done.set()
    for thread in threads:
        thread.join()

    print(f"50 threads use less than 1 process: {used < child_uses}")
    print(f"they reserve ten times as much: {reserved > 10 * used}")
