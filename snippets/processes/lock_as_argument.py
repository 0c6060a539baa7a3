"""A lock passed as an argument is the same lock everywhere."""

import multiprocessing as mp


def try_to_enter(lock, answers):
    answers.put(lock.acquire(block=False))


if __name__ == "__main__":
    for method in sorted(mp.get_all_start_methods()):
        context = mp.get_context(method)
        lock = context.Lock()
        answers = context.SimpleQueue()
        with lock:
            child = context.Process(
                target=try_to_enter, args=(lock, answers)
            )
            child.start()
            print(f"{method}: the child gets in: {answers.get()}")
            child.join()
