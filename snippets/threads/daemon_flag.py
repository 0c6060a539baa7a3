"""A daemon is marked before it starts; threads it makes inherit it."""

import threading


def hire_helper(hired):
    helper = threading.Thread(target=print)
    hired.append(helper.daemon)


if __name__ == "__main__":
    print("default in the main thread:", threading.Thread().daemon)

    hired = []
    radio = threading.Thread(
        target=hire_helper, args=(hired,), daemon=True
    )
    print("daemon=True in the call:", radio.daemon)
    radio.start()
    radio.join()
    print("default in a daemon thread:", hired[0])

    closing = threading.Event()
    waiter = threading.Thread(target=closing.wait)
    waiter.start()
    try:
        waiter.daemon = True
    except RuntimeError as error:
        print("after start():", error)
    closing.set()
