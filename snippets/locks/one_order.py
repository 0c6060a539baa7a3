"""Two cooks take knife and board in the same order."""

from threading import Lock, Thread

knife, board = Lock(), Lock()


def chop(first, second):
    with first:
        with second:
            print("chopped")


if __name__ == "__main__":
    cooks = [
        Thread(target=chop, args=(knife, board)),
        Thread(target=chop, args=(knife, board)),
    ]
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
