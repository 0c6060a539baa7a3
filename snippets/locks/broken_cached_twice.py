"""Broken: two threads at once compute a cached_property twice."""

# /// script
# requires-python = ">=3.12"
# ///
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Barrier

both_compute = Barrier(2)
computed = []


class Restaurant:
    @cached_property
    def menu(self):
        both_compute.wait(timeout=5)
        computed.append("menu")
        return ["soup", "fish"]


def look_at_menu(restaurant):
    return restaurant.menu


if __name__ == "__main__":
    restaurant = Restaurant()
    with ThreadPoolExecutor(max_workers=2) as waiters:
        menus = list(waiters.map(look_at_menu, [restaurant] * 2))
    print("times computed:", len(computed))
    print("one menu for both:", menus[0] is menus[1])
