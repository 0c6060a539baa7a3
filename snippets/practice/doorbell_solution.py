"""What is to happen once stands under the main guard."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor
from threading import Thread


def ring():
    print("ring")


if __name__ == "__main__":
    bell = Thread(target=ring)
    bell.start()
    bell.join()

    spawn = mp.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as helper:
        letters = helper.submit(len, "welcome").result()
    print("letters on the doormat:", letters)
