"""A sentinel tells the consumer that no more items will come."""

from multiprocessing import Process, Queue

NO_MORE = None


def take_orders(orders):
    try:
        for dish in ("soup", "rice", "fish"):
            orders.put(dish)
    finally:
        orders.put(NO_MORE)  # also after an exception


if __name__ == "__main__":
    orders = Queue()
    waiter = Process(target=take_orders, args=(orders,))
    waiter.start()
    for dish in iter(orders.get, NO_MORE):
        print("cooking", dish)
    waiter.join()
    print("the kitchen closes")
