"""Four guests reach for each coat; pop() gives it to one of them."""

from threading import Barrier, Thread

COATS = 10_000


def take(coats, mine, all_here):
    all_here.wait()
    for number in range(COATS):
        if coats.pop(number, None) is not None:  # look and take
            mine.append(number)


if __name__ == "__main__":
    coats = {number: "a coat" for number in range(COATS)}
    all_here = Barrier(4)
    hands = [[] for _ in range(4)]
    guests = [
        Thread(target=take, args=(coats, mine, all_here))
        for mine in hands
    ]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    taken = [number for mine in hands for number in mine]
    print(f"coats: {COATS}")
    print(f"taken: {len(taken)}")
    print(f"taken by two: {len(taken) - len(set(taken))}")
