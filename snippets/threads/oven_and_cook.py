"""The oven bakes while the cook chops; join() waits for the rest."""

from threading import Thread
from time import sleep


def bake(loaves):
    sleep(0.2)  # so long the oven needs
    loaves.append("rye")


if __name__ == "__main__":
    loaves = []
    oven = Thread(target=bake, args=(loaves,), name="oven")
    oven.start()
    sleep(0.1)  # so long the cook chops
    oven.join()
    print("loaves:", loaves)
