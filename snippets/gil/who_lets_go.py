"""Which calls let another thread run before they are done?"""

from functools import partial
from hashlib import sha256
from operator import call
from threading import Lock, Thread
from time import sleep

steps = [0]
look = partial(steps.__getitem__, 0)  # tells steps[0]


def keep_counting(held):
    while held.locked():
        steps[0] += 1


def other_moved(work):
    at_first = steps[0]
    while steps[0] == at_first:
        sleep(0.001)  # until the other is counting
    # map() calls all three without one bytecode in between.
    before, _, after = map(call, (look, work, look))
    return after > before


if __name__ == "__main__":
    held = Lock()
    calls = {
        "sum 100,000 numbers": partial(sum, range(100_000)),
        "hash 100 bytes": partial(sha256, bytes(100)),
        "hash 20 million bytes": partial(sha256, bytes(20_000_000)),
        "sleep": partial(sleep, 0.05),
        "wait for a lock": partial(held.acquire, timeout=0.05),
    }
    with held:
        Thread(target=keep_counting, args=(held,)).start()
        for name, work in calls.items():
            moved = any(other_moved(work) for _ in range(30))
            print(f"{name}: the other thread ran: {moved}")
