"""Broken: the mutex is let go between the look and the change."""

from threading import Barrier, Lock, Thread

money = 100
mutex = Lock()
all_have_looked = Barrier(100)


def spend():
    global money
    with mutex:
        seen = money
    all_have_looked.wait()  # here, the others had their turn
    with mutex:
        money = seen - 1


if __name__ == "__main__":
    threads = [Thread(target=spend) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"spent: 100 x 1, money: {money}")
