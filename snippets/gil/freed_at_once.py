"""Without its last reference, an object is gone at once."""

import weakref


class Dish:
    pass


if __name__ == "__main__":
    soup = Dish()
    also_soup = soup
    weakref.finalize(soup, print, "the soup is freed")

    print("del soup")
    del soup
    print("del also_soup")
    del also_soup
    print("done")
