"""Does a new thread see the context variables of its starter?"""

import sys
from contextvars import ContextVar
from threading import Thread

waiter = ContextVar("waiter", default="nobody")


def report():
    print(f"the new thread sees:  {waiter.get()}")


if __name__ == "__main__":
    flag = getattr(sys.flags, "thread_inherit_context", "not known")
    print(f"thread_inherit_context: {flag}")

    waiter.set("Ann")
    print(f"the main thread sees: {waiter.get()}")
    thread = Thread(target=report)
    thread.start()
    thread.join()
