"""Broken: hundred threads spend, and no mutex guards the money."""

from threading import Barrier, Thread

money = 100
all_have_looked = Barrier(100)


def spend():
    global money
    seen = money
    all_have_looked.wait()  # where the classroom version sleeps
    money = seen - 1


if __name__ == "__main__":
    threads = [Thread(target=spend) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"money: {money}")
