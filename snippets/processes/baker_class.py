"""A subclass of Process: what run() sets stays in the child."""

from multiprocessing import Process, SimpleQueue


class Baker(Process):
    def __init__(self, what, shelf):
        super().__init__(name=f"baker of {what}")
        self.what = what
        self.shelf = shelf
        self.loaves = 0

    def run(self):
        self.loaves = 12
        self.shelf.put(f"{self.loaves} loaves of {self.what}")


if __name__ == "__main__":
    shelf = SimpleQueue()
    baker = Baker("rye bread", shelf)
    baker.start()
    print("on the shelf:", shelf.get())
    baker.join()
    print("in the parent's object:", baker.loaves, "loaves")
