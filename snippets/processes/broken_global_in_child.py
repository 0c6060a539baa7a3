"""Broken: the child's assignment never reaches the parent."""

import multiprocessing as mp

tickets_left = 10


def sell(count):
    global tickets_left
    tickets_left -= count
    print(f"child: {tickets_left} tickets left")


if __name__ == "__main__":
    child = mp.Process(target=sell, args=(3,))
    child.start()
    child.join()
    print(f"parent: {tickets_left} tickets left")
