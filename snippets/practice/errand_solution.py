"""A thread of your own class that keeps its answer, or its error."""

from threading import Thread


class Errand(Thread):
    def __init__(self, function, *args):
        super().__init__()
        self.function = function
        self.args = args
        self.answer = None
        self.error = None

    def run(self):
        try:
            self.answer = self.function(*self.args)
        except BaseException as error:
            self.error = error

    def result(self):
        self.join()
        if self.error is not None:
            raise self.error
        return self.answer


if __name__ == "__main__":
    errand = Errand(sum, [3, 4, 5])
    errand.start()
    print("asked for: 3 + 4 + 5")
    print("the answer:", errand.result())
