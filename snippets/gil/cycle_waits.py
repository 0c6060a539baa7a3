"""A cycle keeps itself alive until the collector comes."""

import gc
import weakref


class Dish:
    pass


if __name__ == "__main__":
    gc.disable()  # so that it comes only when called
    soup, bread = Dish(), Dish()
    soup.goes_with = bread
    bread.goes_with = soup
    weakref.finalize(soup, print, "the soup is freed")

    print("del soup, bread")
    del soup, bread
    print("gc.collect()")
    gc.collect()
    print("done")
