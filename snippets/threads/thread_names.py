"""A thread has a name: the default one, or the one you give it."""

import threading


def bake():
    print("  inside:", threading.current_thread().name)


if __name__ == "__main__":
    print("main program:", threading.current_thread().name)

    for thread in [
        threading.Thread(target=bake),
        threading.Thread(target=bake, name="oven"),
        threading.Thread(target=bake, name="oven"),
    ]:
        print("outside:", thread.name)
        thread.start()
        thread.join()

    thread.name = "cold oven"
    print("renamed after its end:", thread.name)
