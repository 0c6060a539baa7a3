"""Start here: a thread of your own class, and its answer is lost."""

from threading import Thread


class Errand(Thread):
    def __init__(self, function, *args):
        super().__init__()
        self.function = function
        self.args = args

    def run(self):
        self.function(*self.args)

    def result(self):
        return self.join()


if __name__ == "__main__":
    errand = Errand(sum, [3, 4, 5])
    errand.start()
    print("asked for: 3 + 4 + 5")
    print("the answer:", errand.result())
