"""Two children and a module-level lock: shared or not?"""

import multiprocessing as mp

lock = mp.Lock()


def hold(held, done):
    with lock:
        held.set()
        done.wait()


def try_to_enter(answers):
    answers.put(lock.acquire(block=False))


if __name__ == "__main__":
    for method in sorted(mp.get_all_start_methods()):
        context = mp.get_context(method)
        held, done = context.Event(), context.Event()
        answers = context.SimpleQueue()
        first = context.Process(target=hold, args=(held, done))
        first.start()
        held.wait()
        second = context.Process(target=try_to_enter, args=(answers,))
        second.start()
        print(f"{method}: the second gets in: {answers.get()}")
        done.set()
        first.join()
        second.join()
