"""Two ways for a child's work to reach the parent."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor


def sell_shared(tickets, count):
    with tickets.get_lock():
        tickets.value -= count


def sell(tickets, count):
    return tickets - count


if __name__ == "__main__":
    tickets = mp.Value("i", 10)
    child = mp.Process(target=sell_shared, args=(tickets, 3))
    child.start()
    child.join()
    print(f"shared memory: {tickets.value} tickets left")

    with ProcessPoolExecutor(max_workers=1) as pool:
        left = pool.submit(sell, 10, 3).result()
    print(f"returned: {left} tickets left")
