"""A queue keeps the order of each producer, not one between them."""

from multiprocessing import Process, Queue


def take_orders(waiter, orders):
    for number in (1, 2, 3):
        orders.put((waiter, number))


if __name__ == "__main__":
    orders = Queue()
    waiters = [
        Process(target=take_orders, args=(name, orders))
        for name in ("Ann", "Bob")
    ]
    for process in waiters:
        process.start()
    received = [orders.get() for _ in range(6)]
    for process in waiters:
        process.join()

    for name in ("Ann", "Bob"):
        numbers = [n for waiter, n in received if waiter == name]
        print(f"from {name}: {numbers}")
