"""Broken: the pool forgets to replace a worker while calls wait."""

# /// script
# requires-python = ">=3.11,<3.13"
# ///
from concurrent.futures import ProcessPoolExecutor


def cook(dish):
    return f"dish {dish}, cooked"


if __name__ == "__main__":
    with ProcessPoolExecutor(1, max_tasks_per_child=2) as kitchen:
        orders = [kitchen.submit(cook, dish) for dish in range(4)]
        for order in orders:
            print(order.result())
