"""To mend: the bell is to ring once, and it rings twice."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor
from threading import Thread


def ring():
    print("ring")


bell = Thread(target=ring)
bell.start()
bell.join()

if __name__ == "__main__":
    spawn = mp.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as helper:
        letters = helper.submit(len, "welcome").result()
    print("letters on the doormat:", letters)
