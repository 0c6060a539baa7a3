"""start() returns when the thread has begun; it may have ended, too."""

from threading import Event, Thread

if __name__ == "__main__":
    bell = Event()
    waiter = Thread(target=bell.wait)
    waiter.start()
    print("the waiter, after start(): alive:", waiter.is_alive())
    bell.set()

    for _ in range(100_000):
        guest = Thread(target=int)  # next to nothing to do
        guest.start()
        if not guest.is_alive():
            print("a guest, after start(): gone already")
            break
