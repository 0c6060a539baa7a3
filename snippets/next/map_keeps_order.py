"""map() gives its results in the order of the input."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

MENU = ("roast", "tea")
tea_is_done = Event()
finished = []


def cook(dish):
    if dish == "roast":
        tea_is_done.wait(timeout=5)
    finished.append(dish)
    if dish == "tea":
        tea_is_done.set()
    return dish


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2) as kitchen:
        for dish in kitchen.map(cook, MENU):
            print("map() gave:", dish)
    print("finished in the order:", *finished)
