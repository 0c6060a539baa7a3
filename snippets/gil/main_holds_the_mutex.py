"""The mutex stays with its holder while the GIL goes round."""

from threading import Lock, Semaphore, Thread
from time import sleep

money = 100
mutex = Lock()
at_the_door = Semaphore(0)


def spend():
    global money
    at_the_door.release()  # this line ran: the thread had its turn
    with mutex:  # held by another: sleep until it is free
        seen = money
        sleep(0.001)  # gives up the GIL, keeps the mutex
        money = seen - 1


if __name__ == "__main__":
    threads = [Thread(target=spend) for _ in range(100)]
    with mutex:
        for thread in threads:
            thread.start()
        for _ in threads:
            at_the_door.acquire()
        print(f"main holds the mutex; {len(threads)} threads have run")
        print(f"money: {money}")
    for thread in threads:
        thread.join()
    print("main has let go; all threads are done")
    print(f"money: {money}")
