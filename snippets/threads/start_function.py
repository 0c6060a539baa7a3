"""Start a thread with a function and the arguments to call it with."""

from threading import Thread, current_thread


def bake(dish):
    print(f"{dish}: baked by {current_thread().name}")


if __name__ == "__main__":
    baker = Thread(target=bake, args=("bread",), name="baker")
    baker.start()
    baker.join()
    print(f"{current_thread().name} goes on")
