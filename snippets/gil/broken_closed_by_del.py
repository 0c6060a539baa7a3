"""Broken: the shop relies on del to close it, but is in a cycle."""


class Clerk:
    def __init__(self, shop):
        self.shop = shop


class Shop:
    def __init__(self):
        self.clerk = Clerk(self)  # shop and clerk know each other

    def __del__(self):
        print("the shop is closed")


if __name__ == "__main__":
    shop = Shop()
    print("the clerk goes home")
    del shop
    print("the lights are out")
