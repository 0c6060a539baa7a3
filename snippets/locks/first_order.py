"""Whoever is the first to order a dish puts it on the list."""

from threading import Thread

portions = {}


def order(dish):
    if dish not in portions:
        portions[dish] = 0
    portions[dish] += 1


if __name__ == "__main__":
    guests = [Thread(target=order, args=("soup",)) for _ in range(2)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    print("portions:", portions)
