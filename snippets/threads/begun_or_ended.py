"""start() returns when the thread has begun; it may have ended, too."""

from threading import Event, Thread


def show(who, thread):
    begun = thread.ident is not None
    print(f"{who}: begun {begun}, alive {thread.is_alive()}")


if __name__ == "__main__":
    bell = Event()
    waiter = Thread(target=bell.wait)
    waiter.start()
    show("the waiter, after start()", waiter)
    bell.set()

    for _ in range(100_000):
        guest = Thread(target=int)  # next to nothing to do
        guest.start()
        if not guest.is_alive():
            break
    show("a guest, after start()", guest)
