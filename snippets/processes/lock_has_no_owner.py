"""A Lock has no owner; an RLock belongs to a thread of a process."""

from multiprocessing import get_context
from threading import Thread


def give_back(lock, answers):
    try:
        lock.release()
        answers.put(True)
    except AssertionError:
        answers.put(False)


if __name__ == "__main__":
    ctx = get_context("spawn")
    answers = ctx.SimpleQueue()
    for make_lock in (ctx.Lock, ctx.RLock):
        name, lock = make_lock.__name__, make_lock()
        lock.acquire()
        again = lock.acquire(block=False)
        print(f"{name}, taken twice by one thread: {again}")
        for kind in (ctx.Process, Thread):
            other = kind(target=give_back, args=(lock, answers))
            other.start()
            other.join()
            who = "thread" if kind is Thread else "process"
            print(f"{name}, released by another {who}: {answers.get()}")
            lock.acquire(block=False)
