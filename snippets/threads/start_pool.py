"""Hand calls to a pool of threads and collect what they return."""

from concurrent.futures import ThreadPoolExecutor
from threading import current_thread, main_thread


def bake(dish):
    in_main = current_thread() is main_thread()
    return f"{dish}: baked in the main thread? {in_main}"


if __name__ == "__main__":
    menu = ("bread", "cake", "pie")
    with ThreadPoolExecutor(max_workers=2) as kitchen:
        orders = [kitchen.submit(bake, dish) for dish in menu]
        for order in orders:
            print(order.result())
