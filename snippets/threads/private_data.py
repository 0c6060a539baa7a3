"""Two threads run one function: what do they share?"""

import threading

last_dish = None
tray = threading.local()
both_stored = threading.Barrier(2)


def serve(dish, notes):
    global last_dish
    my_dish = dish  # local: one for each call
    tray.dish = dish  # thread-local: one for each thread
    last_dish = dish  # global: one for all
    both_stored.wait()
    notes[dish] = (my_dish, tray.dish, last_dish)


if __name__ == "__main__":
    notes = {}
    waiters = [
        threading.Thread(target=serve, args=(dish, notes))
        for dish in ("soup", "fish")
    ]
    for waiter in waiters:
        waiter.start()
    for waiter in waiters:
        waiter.join()

    kinds = ("local", "thread-local", "global")
    for kind, *seen in zip(kinds, *notes.values(), strict=True):
        print(f"{kind}: {len(set(seen))} different")
    print(f"main thread has tray.dish: {hasattr(tray, 'dish')}")
