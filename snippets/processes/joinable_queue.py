"""JoinableQueue.join() returns when every order is finished."""

from multiprocessing import Barrier, JoinableQueue, Process, Queue

MENU = ("cake", "fish", "burnt rice", "soup")


def cook(order):
    if order.startswith("burnt"):
        raise ValueError("burnt")
    return f"hot {order}"


def serve(all_here, orders, dishes):
    all_here.wait()
    while True:
        order = orders.get()
        try:
            dishes.put(cook(order))
        except ValueError as error:
            dishes.put(f"no rice: {error}")
        finally:
            orders.task_done()


if __name__ == "__main__":
    all_here = Barrier(2)
    orders, dishes = JoinableQueue(), Queue()
    args = (all_here, orders, dishes)
    cooks = [
        Process(target=serve, args=args, daemon=True) for _ in range(2)
    ]
    for process in cooks:
        process.start()
    for order in MENU:
        orders.put(order)

    orders.join()
    print("every order is finished")
    alive = sum(process.is_alive() for process in cooks)
    print("cooks still waiting for orders:", alive)
    print(*sorted(dishes.get() for _ in MENU), sep=", ")
