"""A with block that waits for a lock, but not forever."""

from contextlib import contextmanager
from threading import Lock


@contextmanager
def held(lock, timeout):
    if not lock.acquire(timeout=timeout):
        raise TimeoutError(f"no lock after {timeout} s")
    try:
        yield
    finally:
        lock.release()


if __name__ == "__main__":
    oven = Lock()
    with held(oven, timeout=0.1):
        print("the oven is mine:", oven.locked())
        try:
            with held(oven, timeout=0.1):
                print("never printed")
        except TimeoutError as error:
            print("TimeoutError:", error)
    print("given back:", not oven.locked())
