"""Broken: a lock made at module level is not always one lock."""

import multiprocessing as mp

lock = mp.Lock()


def try_to_enter(answers):
    answers.put(lock.acquire(block=False))


if __name__ == "__main__":
    for method in sorted(mp.get_all_start_methods()):
        context = mp.get_context(method)
        answers = context.SimpleQueue()
        with lock:
            child = context.Process(
                target=try_to_enter, args=(answers,)
            )
            child.start()
            print(f"{method}: the child gets in: {answers.get()}")
            child.join()
