"""Two cooks take their orders from one iterator."""

from threading import Barrier, Thread

ORDERS = 200_000


def cook(orders, mine, both_here):
    both_here.wait()
    for order in orders:
        mine.append(order)


if __name__ == "__main__":
    orders = iter(list(range(ORDERS)))  # one, shared by both
    both_here = Barrier(2)
    plates = [[], []]
    cooks = [
        Thread(target=cook, args=(orders, mine, both_here))
        for mine in plates
    ]
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    cooked = sorted(plates[0] + plates[1])
    exact = cooked == list(range(ORDERS))
    print(f"orders: {ORDERS}")
    print(f"cooked: {len(cooked)}")
    print(f"every order exactly once: {exact}")
