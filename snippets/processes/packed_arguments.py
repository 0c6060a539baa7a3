"""Which start methods pack (pickle) the arguments of a process."""

import multiprocessing as mp


class Order:
    def __init__(self, dish):
        self.dish = dish

    def __getstate__(self):
        print("  the order is packed")
        return self.dish

    def __setstate__(self, dish):
        print("  the order is unpacked")
        self.dish = dish


def cook(order):
    print(f"  cooking {order.dish}")


if __name__ == "__main__":
    for method in sorted(mp.get_all_start_methods()):
        print(method)
        ctx = mp.get_context(method)
        child = ctx.Process(target=cook, args=(Order("soup"),))
        child.start()
        child.join()
