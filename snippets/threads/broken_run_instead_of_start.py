"""Broken: run() is called by hand, so no thread is ever started."""

from threading import Thread, current_thread


def bake(dish):
    print(f"{dish}: baked by {current_thread().name}")


if __name__ == "__main__":
    baker = Thread(target=bake, args=("bread",), name="baker")
    baker.run()  # start() was meant
    print(f"identifier of the thread: {baker.ident}")
