"""Broken: the burnt order counts as done, but its cook is gone."""

from multiprocessing import JoinableQueue, Process


def cook(orders):
    while True:
        order = orders.get()
        try:
            if order.startswith("burnt"):
                raise ValueError(order)
            print(f"hot {order}")
        finally:
            orders.task_done()


if __name__ == "__main__":
    orders = JoinableQueue()
    args = (orders,)
    Process(target=cook, name="cook", args=args, daemon=True).start()
    for order in ("tea", "burnt soup", "fish"):
        orders.put(order)
    orders.join()  # who should cook the fish?
    print("never printed")
