"""A flag stops a thread when it looks again, not at once."""

from threading import Thread

closed = served_late = False


def serve():
    global served_late
    while not closed:
        served_late = closed  # one guest is served


def close():
    global closed
    closed = True


if __name__ == "__main__":
    threads = [Thread(target=serve), Thread(target=close)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("served after closing:", served_late)
