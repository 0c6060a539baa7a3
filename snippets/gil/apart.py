"""A second interpreter: the same process, another world."""
# /// script
# requires-python = ">=3.14"
# ///

import os
import threading
from concurrent import interpreters

sold = []


def sell(buyer):
    sold.append(buyer)
    return sold, os.getpid(), threading.get_native_id()


if __name__ == "__main__":
    box_office = interpreters.create()
    box_office.call(sell, "Ann")
    there, pid, native_id = box_office.call(sell, "Bob")

    print(f"sold there: {there}")
    print(f"sold here: {sold}")
    print(f"same process: {pid == os.getpid()}")
    print(f"same thread: {native_id == threading.get_native_id()}")
    box_office.close()
