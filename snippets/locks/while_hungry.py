"""With wait_for(), a guest looks again before it eats."""

from threading import Condition, Semaphore, Thread

kitchen = Condition()
hungry = Semaphore(0)  # one release() for each guest who waits
pancakes = eaten = 0


def eat():
    global pancakes, eaten
    with kitchen:
        hungry.release()
        kitchen.wait_for(lambda: pancakes > 0)
        pancakes -= 1
        eaten += 1
        kitchen.notify_all()


def bake():
    global pancakes
    with kitchen:
        pancakes += 1
        kitchen.notify_all()
        kitchen.wait_for(lambda: pancakes == 0)


if __name__ == "__main__":
    guests = [Thread(target=eat) for _ in range(2)]
    for guest in guests:
        guest.start()
    for _ in guests:
        hungry.acquire()

    for baked in (1, 2):
        bake()
        print(f"baked: {baked}, eaten: {eaten}, left: {pancakes}")
    for guest in guests:
        guest.join()
