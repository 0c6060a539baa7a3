"""A thread makes tea."""

from threading import Thread

if __name__ == "__main__":
    kettle = Thread(target=print, args=("tea",))
    kettle.start()
    kettle.join()
