"""Every process begins with one thread, its main thread."""

import multiprocessing
import threading


def describe():
    count = threading.active_count()
    name = threading.current_thread().name
    return f"{count} thread, called {name}"


def report(answers):
    answers.put(describe())


if __name__ == "__main__":
    print(f"this process:  {describe()}")

    answers = multiprocessing.SimpleQueue()
    child = multiprocessing.Process(target=report, args=(answers,))
    child.start()
    print(f"a new process: {answers.get()}")
    child.join()
