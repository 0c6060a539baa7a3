"""put() returns at once; the item is pickled later, as it is then."""

from multiprocessing import Queue
from threading import Event

pickling_may_end = Event()


class SlowOrder:
    def __reduce__(self):  # how pickle turns it into bytes
        pickling_may_end.wait()
        return str, ("slow",)


if __name__ == "__main__":
    orders = Queue()
    orders.put(SlowOrder())  # keeps the feeder thread busy

    order = ["soup"]
    orders.put(order)
    print("put:", order)
    order.append("bread")  # after put(), before pickling
    pickling_may_end.set()

    print("first:", orders.get())
    received = orders.get()
    print("second:", received)
    print("the same list:", received is order)
