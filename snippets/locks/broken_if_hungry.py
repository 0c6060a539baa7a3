"""Broken: a guest waits with `if` and eats what is not there."""

from threading import Condition, Semaphore, Thread

kitchen = Condition()
hungry = Semaphore(0)  # one release() for each guest who waits
pancakes = eaten = 0


def eat():
    global pancakes, eaten
    with kitchen:
        hungry.release()
        if pancakes == 0:
            kitchen.wait()
        pancakes -= 1
        eaten += 1


def bake():
    global pancakes
    with kitchen:
        pancakes += 1
        kitchen.notify_all()


if __name__ == "__main__":
    guests = [Thread(target=eat) for _ in range(2)]
    for guest in guests:
        guest.start()
    for _ in guests:
        hungry.acquire()

    bake()
    for guest in guests:
        guest.join()
    print(f"baked: 1, eaten: {eaten}, left: {pancakes}")
