"""Broken: without its comma, args is a str and not a tuple."""

from threading import Thread


def greet(name):
    print(f"hello, {name}")


if __name__ == "__main__":
    waiter = Thread(target=greet, args=("egon"))  # ("egon",) was meant
    waiter.start()
    waiter.join()
    print("the main thread noticed nothing")
