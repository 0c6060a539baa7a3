"""Broken: two cooks take knife and board in opposite order."""

from threading import Barrier, RLock, Thread

knife, board = RLock(), RLock()
both_hold_one = Barrier(
    2, action=lambda: print("each cook holds one tool")
)


def chop(first, second):
    with first:
        both_hold_one.wait()  # the unlucky moment, made certain
        with second:
            print("never printed")


if __name__ == "__main__":
    cooks = [
        Thread(target=chop, args=(knife, board)),
        Thread(target=chop, args=(board, knife)),
    ]
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
