"""Two threads that never wait for anything still take turns."""

from threading import Thread

ENOUGH = 3
steps = {"Ann": 0, "Bob": 0}
seen_moving = {"Ann": 0, "Bob": 0}


def count(me, other):
    last = steps[other]
    while min(seen_moving.values()) < ENOUGH:
        steps[me] += 1  # no IO, no sleep, no lock
        if steps[other] != last:
            last = steps[other]
            seen_moving[other] += 1


if __name__ == "__main__":
    threads = [
        Thread(target=count, args=pair)
        for pair in (("Ann", "Bob"), ("Bob", "Ann"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, times in seen_moving.items():
        often = times >= ENOUGH
        print(f"{name} was seen to move {ENOUGH} times: {often}")
