"""SimpleQueue pickles inside put(): no thread, no delay, no size."""

from multiprocessing import SimpleQueue

if __name__ == "__main__":
    orders = SimpleQueue()
    order = ["soup"]
    orders.put(order)
    order.append("bread")
    print("empty() after put():", orders.empty())
    print("received:", orders.get())
    try:
        orders.put(dish for dish in ("soup", "rice"))
    except TypeError as error:
        print("put() raised TypeError:", error)
