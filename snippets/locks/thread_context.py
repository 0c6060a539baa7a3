"""Thread(context=) says which context variables a thread sees."""

# /// script
# requires-python = ">=3.14"
# ///
from contextvars import Context, ContextVar, copy_context
from threading import Thread

guest = ContextVar("guest", default="nobody")


def greet(which):
    print(f"{which}: {guest.get()}")


if __name__ == "__main__":
    guest.set("Ann")
    contexts = {"a copy": copy_context(), "an empty one": Context()}
    for which, context in contexts.items():
        waiter = Thread(target=greet, args=(which,), context=context)
        waiter.start()
        waiter.join()
