"""Ask a thread to stop, and wait for it: its finally block runs."""

import threading


def bake(oven_on, closing):
    try:
        print("oven on")
        oven_on.set()
        closing.wait()
    finally:
        print("oven off")


if __name__ == "__main__":
    oven_on = threading.Event()
    closing = threading.Event()
    baker = threading.Thread(target=bake, args=(oven_on, closing))
    baker.start()
    oven_on.wait()

    print("please close")
    closing.set()
    baker.join()
    print("the main program ends")
