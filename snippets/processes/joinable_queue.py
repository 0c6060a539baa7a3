"""JoinableQueue.join() returns when every order is finished."""

from multiprocessing import Barrier, JoinableQueue, Process, SimpleQueue

MENU = ("cake", "burnt rice", "soup", "tea")


def cook(all_here, orders, dishes):
    all_here.wait()
    while True:
        order = orders.get()
        try:
            if order.startswith("burnt"):
                raise ValueError("start again")
            dishes.put(f"hot {order}")
        except ValueError as error:
            dishes.put(f"{order}: {error}")
        finally:
            orders.task_done()


if __name__ == "__main__":
    all_here = Barrier(2)
    orders, dishes = JoinableQueue(), SimpleQueue()
    args = (all_here, orders, dishes)
    cooks = [
        Process(target=cook, args=args, daemon=True) for _ in range(2)
    ]
    for process in cooks:
        process.start()
    for order in MENU:
        orders.put(order)
    orders.join()
    print("every order is finished")
    alive = sum(process.is_alive() for process in cooks)
    print("cooks still waiting for orders:", alive)
    cooked = []
    while not dishes.empty():
        cooked.append(dishes.get())
    print(*sorted(cooked), sep=", ")
