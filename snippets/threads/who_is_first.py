"""Three threads and the main thread sign in; no order is promised."""

from threading import Thread

if __name__ == "__main__":
    guests = []
    threads = [
        Thread(target=guests.append, args=(name,))
        for name in ("Ann", "Bob", "Eve")
    ]
    for thread in threads:
        thread.start()
    guests.append("the main thread")

    for thread in threads:
        thread.join()
    print(*guests, sep="\n")
