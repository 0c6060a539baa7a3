"""Start a thread that is an object of your own class."""

from threading import Thread, current_thread


class Baker(Thread):
    def __init__(self, dish):
        super().__init__(name="baker")
        self.dish = dish

    def run(self):
        print(f"{self.dish}: baked by {current_thread().name}")


if __name__ == "__main__":
    baker = Baker("bread")
    baker.start()
    baker.join()
    print(f"{current_thread().name} goes on")
