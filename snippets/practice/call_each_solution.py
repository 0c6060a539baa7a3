"""Every call has a process of its own; get all answers, then join."""

import os
from multiprocessing import Process, Queue


def call(function, item, number, answers):
    answers.put((number, function(item)))


def call_each(function, items):
    answers = Queue()
    children = [
        Process(target=call, args=(function, item, number, answers))
        for number, item in enumerate(items)
    ]
    for child in children:
        child.start()
    found = dict(answers.get() for _ in children)
    for child in children:
        child.join()
    return [found[number] for number in range(len(children))]


def who_cooks(dish):
    return dish, os.getpid()


if __name__ == "__main__":
    answers = call_each(who_cooks, ["soup", "rice", "fish"])
    print("cooked:", *[dish for dish, _ in answers])
    pids = {pid for _, pid in answers}
    print("processes that cooked:", len(pids))
    print("one of them is this one:", os.getpid() in pids)
