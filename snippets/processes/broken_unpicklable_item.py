"""Broken: put() accepts what cannot be pickled, and it is lost."""

from multiprocessing import Queue

if __name__ == "__main__":
    orders = Queue()
    orders.put(dish for dish in ("soup", "rice"))  # a generator
    print("put() raised nothing")
    orders.put("tea")
    print("first item to arrive:", orders.get())
