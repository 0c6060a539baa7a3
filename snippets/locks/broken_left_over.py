"""Broken: thread-local data outlives the call that has set it."""

from concurrent.futures import ThreadPoolExecutor
from threading import local

request = local()


def serve(guest, name_tag):
    if name_tag:
        request.name = guest
    return getattr(request, "name", "a guest")


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as waiters:
        ann = waiters.submit(serve, "Ann", True)
        bob = waiters.submit(serve, "Bob", False)
        print("Ann is greeted as", ann.result())
        print("Bob is greeted as", bob.result())
