"""One sentinel for each consumer, and every consumer ends by itself."""

from multiprocessing import Process, Queue

MENU = ("cake", "fish", "rice", "soup", "tea")
GO_HOME = None


def cook(orders, dishes):
    for order in iter(orders.get, GO_HOME):
        dishes.put(f"hot {order}")


if __name__ == "__main__":
    orders, dishes = Queue(), Queue()
    cooks = [
        Process(target=cook, args=(orders, dishes)) for _ in range(2)
    ]
    for process in cooks:
        process.start()
    for order in MENU:
        orders.put(order)
    for _ in cooks:
        orders.put(GO_HOME)
    print(*sorted(dishes.get() for _ in MENU), sep=", ")
    for process in cooks:
        process.join()
    print("exit codes:", [process.exitcode for process in cooks])
