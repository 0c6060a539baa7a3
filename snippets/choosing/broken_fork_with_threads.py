"""Broken: fork copies a held lock, but not the thread that holds it."""

# /// script
# requires-python = ">=3.12"
# ///

import multiprocessing as mp
from threading import Event, Lock, Thread, active_count

till = Lock()
till_is_held = Event()
customer_has_paid = Event()


def serve_customer():
    with till:
        till_is_held.set()
        customer_has_paid.wait()


def work_in_child(parent_let_go):
    parent_let_go.wait()
    print("child: threads:", active_count())
    print("child gets the lock:", till.acquire(timeout=1))


if __name__ == "__main__":
    clerk = Thread(target=serve_customer)
    clerk.start()
    till_is_held.wait()
    fork = mp.get_context("fork")
    parent_let_go = fork.Event()
    child = fork.Process(target=work_in_child, args=(parent_let_go,))
    child.start()
    customer_has_paid.set()
    clerk.join()
    print("parent gets the lock:", till.acquire(timeout=1))
    parent_let_go.set()
    child.join()
