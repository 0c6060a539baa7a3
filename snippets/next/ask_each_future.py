"""as_completed() hands out each future when its call has ended."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event

MENU = ("roast", "tea")
tea_is_served = Event()


def cook(dish):
    if dish == "roast":
        tea_is_served.wait(timeout=5)
        raise RuntimeError("burnt")
    return "on the table"


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2) as kitchen:
        orders = {kitchen.submit(cook, dish): dish for dish in MENU}
        for order in as_completed(orders):
            dish = orders[order]
            try:
                print(f"{dish}: {order.result()}")
            except RuntimeError as error:
                print(f"{dish}: {error}, sorry")
            tea_is_served.set()
