"""A thread changes your variable; a process changes a copy of it."""

import multiprocessing
from threading import Thread

balance = 100


def take_over(sender):
    global balance
    sender.send(balance)
    balance = 666


if __name__ == "__main__":
    balance = 555  # a child that loads this file skips this line

    kinds = {}
    for method in sorted(multiprocessing.get_all_start_methods()):
        kinds[method] = multiprocessing.get_context(method).Process
    kinds["thread"] = Thread

    receiver, sender = multiprocessing.Pipe(duplex=False)
    for name, kind in kinds.items():
        worker = kind(target=take_over, args=(sender,))
        worker.start()
        found = receiver.recv()
        worker.join()
        print(f"{name}: found {found}, set 666, main has {balance}")
