"""A global changed in the parent, then in a child: who sees what."""

import multiprocessing as mp

price = 100


def change_price(method):
    global price
    found, price = price, 666
    print(f"{method}: child finds {found}, sets {price}")


if __name__ == "__main__":
    price = 555
    for method in sorted(mp.get_all_start_methods()):
        ctx = mp.get_context(method)
        child = ctx.Process(target=change_price, args=(method,))
        child.start()
        child.join()
    print(f"parent still has {price}")
