"""The mutex stays with its holder while the GIL goes round."""

from queue import SimpleQueue
from threading import Lock, Thread
from time import sleep

money = 100
mutex = Lock()
at_the_door = SimpleQueue()


def spend():
    global money
    at_the_door.put(1)  # this line ran: the thread had its turn
    with mutex:  # held by another: sleep until it is free
        seen = money
        sleep(0.001)  # gives up the GIL, keeps the mutex
        money = seen - 1


if __name__ == "__main__":
    threads = [Thread(target=spend) for _ in range(100)]
    with mutex:
        for thread in threads:
            thread.start()
        ran = sum(at_the_door.get() for _ in threads)
        print(f"main holds the mutex; {ran} threads have run")
        print(f"money: {money}")
    for thread in threads:
        thread.join()
    print("main has let go; all threads are done")
    print(f"money: {money}")
