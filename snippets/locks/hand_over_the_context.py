"""Context variables for a thread: hand over a copy of the context."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context

guest = ContextVar("guest", default="nobody")


def greet():
    seen = guest.get()
    guest.set("Eve")  # stays in the copy
    return seen


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as waiters:
        for name in "Ann", "Bob":
            guest.set(name)
            call = waiters.submit(copy_context().run, greet)
            print("greeted:", call.result())
    print("the main thread still serves", guest.get())
