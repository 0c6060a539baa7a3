"""Broken: get() waits for a producer that no longer exists."""

from multiprocessing import Process, Queue


def take_orders(orders):
    orders.put("soup")
    # the waiter goes home and tells nobody


if __name__ == "__main__":
    orders = Queue()
    waiter = Process(target=take_orders, args=(orders,))
    waiter.start()
    print("first order:", orders.get())
    waiter.join()
    print("the waiter has gone:", not waiter.is_alive())
    print("second order:", orders.get())  # waits forever
