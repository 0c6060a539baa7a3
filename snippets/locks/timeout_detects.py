"""A timeout notices the deadlock; it does not solve it."""

from threading import Barrier, Lock, Thread

knife, board = Lock(), Lock()
both_hold_one = Barrier(2)
both_have_asked = Barrier(2)
got_both = {}


def chop(name, first, second):
    with first:
        both_hold_one.wait()
        got_both[name] = second.acquire(timeout=0.1)
        both_have_asked.wait()
        if got_both[name]:
            second.release()


if __name__ == "__main__":
    cooks = [
        Thread(target=chop, args=("Ann", knife, board)),
        Thread(target=chop, args=("Bob", board, knife)),
    ]
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
    for name in ("Ann", "Bob"):
        print(f"{name} got both tools: {got_both[name]}")
    print("still locked:", knife.locked() or board.locked())
