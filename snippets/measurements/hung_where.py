"""After how many tries do threads that take locks in a circle hang?"""

import sys
from contextlib import redirect_stdout
from threading import Barrier, Lock, Thread

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
ROUNDS, TRIES = max(2, round(100 * SCALE)), 1000
LOOKS = 10  # of 0.1 s each, in which nobody ends a single try


def chop(first, second):
    with first:
        with second:
            print("chopped")


def eat(left, right):
    with forks[left]:
        with forks[right]:
            print("one has eaten")


def same(thing):
    return thing


def chop_by_call(first, second):
    with first:
        with same(second):
            print("chopped")


def eat_by_call(left, right):
    with forks[left]:
        with forks[same(right)]:
            print("one has eaten")


def cooks():
    """What each asks for, in each try a new knife and a new board."""
    tools = [(Lock(), Lock()) for _ in range(TRIES)]
    return tools, [(board, knife) for knife, board in tools]


def friends():
    global forks
    forks = [Lock() for _ in range(3 * TRIES)]
    tables = range(0, 3 * TRIES, 3)
    places = (0, 1), (1, 2), (2, 0)
    return [[(n + a, n + b) for n in tables] for a, b in places]


def tries_that_end(task, asked):
    """How many of them end before nobody moves any more."""
    ended, all_ready = [0] * len(asked), Barrier(len(asked))

    def turn(me):
        all_ready.wait()
        for number, things in enumerate(asked[me], 1):
            task(*things)
            ended[me] = number

    threads = [
        Thread(target=turn, args=(me,), daemon=True)
        for me in range(len(asked))
    ]
    for thread in threads:
        thread.start()
    still = 0
    while still < LOOKS and (
        left := [t for t in threads if t.is_alive()]
    ):
        before = [*ended]
        left[0].join(0.1)
        still = still + 1 if ended == before else 0
    return min(ended)


def report(label, task, group):
    tried = 0
    for _ in range(ROUNDS):
        with redirect_stdout(None):  # not 200,000 lines
            ended = tries_that_end(task, group())
        tried += ended
        if ended < TRIES:
            print(f"{label}, seen: {tried + 1:,} tried")
            return
    print(f"{label}, never seen: {tried:,} tried")


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # as often as they can
    report("crossed_order", chop, cooks)
    report("philosophers", eat, friends)
    report("crossed_order with a call", chop_by_call, cooks)
    report("philosophers with a call", eat_by_call, friends)
