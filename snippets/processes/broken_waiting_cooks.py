"""Broken: the work is done, but the cooks never go home."""

from multiprocessing import Barrier, JoinableQueue, Process


def cook(all_here, orders):
    all_here.wait()
    while True:
        orders.get()
        orders.task_done()


if __name__ == "__main__":
    all_here = Barrier(2)
    orders = JoinableQueue()
    cooks = [
        Process(target=cook, args=(all_here, orders)) for _ in range(2)
    ]
    for process in cooks:
        process.start()
    for order in ("soup", "rice", "fish"):
        orders.put(order)
    orders.join()
    print("every order is finished")
    # the program ends here, but two children keep it waiting
