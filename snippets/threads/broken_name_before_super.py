"""Broken: the subclass sets its name, and then calls super()."""

from threading import Thread


class Baker(Thread):
    def __init__(self, name):
        self.name = name
        super().__init__()

    def run(self):
        print(f"{self.name} bakes")


if __name__ == "__main__":
    baker = Baker("egon")
    print("created")
    baker.start()
    baker.join()
