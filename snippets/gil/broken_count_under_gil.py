"""Broken: a GIL keeps the list whole, but not the count beside it."""

from threading import Barrier, Thread

ROUNDS = 100
served = []
count = 0
both_have_read = Barrier(2)


def serve(dish):
    global count
    for _ in range(ROUNDS):
        served.append(dish)  # one operation of a built-in
        seen = count
        both_have_read.wait()  # a call: here a turn can end
        count = seen + 1


if __name__ == "__main__":
    waiters = [
        Thread(target=serve, args=(dish,)) for dish in ("soup", "fish")
    ]
    for waiter in waiters:
        waiter.start()
    for waiter in waiters:
        waiter.join()
    print(f"dishes in the list: {len(served)}")
    print(f"dishes counted:     {count}")
