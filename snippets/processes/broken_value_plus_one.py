"""Broken: a Value has a lock, and two guests are counted as one."""

from multiprocessing import Barrier, Process, Value


def enter(guests, both_have_read):
    seen = guests.value  # takes the lock and lets it go
    both_have_read.wait()
    guests.value = seen + 1  # takes it again


if __name__ == "__main__":
    guests = Value("i", 0)
    both_have_read = Barrier(2, timeout=8)  # seconds
    doors = [
        Process(target=enter, args=(guests, both_have_read))
        for _ in range(2)
    ]
    for door in doors:
        door.start()
    for door in doors:
        door.join()
    print("guests that came: 2, counted:", guests.value)
