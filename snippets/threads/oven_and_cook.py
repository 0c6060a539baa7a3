"""The oven bakes while the cook chops; join() waits for the rest."""

from threading import Thread
from time import sleep


def bake(loaves):
    sleep(0.2)  # the oven needs this long
    loaves.append("rye")


if __name__ == "__main__":
    loaves = []
    oven = Thread(target=bake, args=(loaves,), name="oven")
    oven.start()
    sleep(0.1)  # the cook chops this long
    oven.join()
    print("loaves:", loaves)
