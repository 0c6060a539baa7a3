"""Broken: the subclass does not call the constructor of Thread."""

from threading import Thread


class Baker(Thread):
    def __init__(self, dish):
        self.dish = dish

    def run(self):
        print(f"{self.dish}: baked")


if __name__ == "__main__":
    baker = Baker("bread")
    print("created")
    baker.start()
    baker.join()
