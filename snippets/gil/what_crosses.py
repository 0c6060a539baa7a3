"""What is sent to another interpreter: copied, shared or refused."""
# /// script
# requires-python = ">=3.14"
# ///

from concurrent import interpreters
from threading import Lock


def cook(orders, answers):
    while (order := orders.get()) is not None:
        order[0] = 7
        answers.put(list(order))


if __name__ == "__main__":
    orders = interpreters.create_queue()
    answers = interpreters.create_queue()
    kitchen = interpreters.create()
    thread = kitchen.call_in_thread(cook, orders, answers)

    shared = memoryview(bytearray(2))
    for order in ([0, 0], bytearray(2), shared, Lock()):
        print(type(order).__name__)
        try:
            orders.put(order)
        except interpreters.NotShareableError as error:
            print(f"    {type(error).__name__}")
        else:
            print(f"    there: {answers.get()}")
            print(f"    here:  {list(order)}")

    orders.put(None)
    thread.join()
    kitchen.close()
