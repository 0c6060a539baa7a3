"""A Lock has no owner; an RLock belongs to the process that took it."""

from multiprocessing import Lock, Process, RLock, SimpleQueue


def give_back(lock, answers):
    try:
        lock.release()
        answers.put(True)
    except AssertionError:
        answers.put(False)


if __name__ == "__main__":
    answers = SimpleQueue()
    for make_lock in (Lock, RLock):
        name, lock = make_lock.__name__, make_lock()
        lock.acquire()
        again = lock.acquire(block=False)
        print(f"{name}, taken twice by one process: {again}")
        child = Process(target=give_back, args=(lock, answers))
        child.start()
        print(f"{name}, released by another: {answers.get()}")
        child.join()
