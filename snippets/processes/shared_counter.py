"""A number and an array that several processes change, under lock."""

from multiprocessing import Array, Process, Value

TABLES = 3


def seat(guests, tables):
    for number in range(900):
        with guests.get_lock():
            guests.value += 1
        with tables.get_lock():
            tables[number % TABLES] += 1


if __name__ == "__main__":
    guests = Value("i", 0)  # "i": a C int
    tables = Array("i", TABLES)  # three of them, all 0
    args = (guests, tables)
    waiters = [Process(target=seat, args=args) for _ in range(3)]
    for waiter in waiters:
        waiter.start()
    for waiter in waiters:
        waiter.join()
    print("guests:", guests.value)
    print("tables:", list(tables))
