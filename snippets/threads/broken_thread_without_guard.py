"""Broken: one thread is meant, but each spawned child starts it too."""

import multiprocessing
from threading import Thread

greetings = []
greeter = Thread(target=greetings.append, args=(__name__,))
greeter.start()  # stands outside of the main guard
greeter.join()


def report(answers):
    answers.put(greetings)


if __name__ == "__main__":
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.SimpleQueue()
    children = [
        spawn.Process(target=report, args=(answers,)) for _ in range(2)
    ]
    for child in children:
        child.start()
    for _ in children:
        greetings += answers.get()
    for child in children:
        child.join()
    print(*greetings, sep="\n")
    print(f"threads started: {len(greetings)}")
