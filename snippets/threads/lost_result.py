"""What a thread returns or raises does not reach join()."""

import threading


def add_up(prices):
    return sum(prices)


def note(problem):
    print(f"threading.excepthook got {problem.exc_type.__name__}")


if __name__ == "__main__":
    threading.excepthook = note

    till = threading.Thread(target=add_up, args=([3, 4],))
    till.start()
    print(f"join() returned {till.join()}")

    till = threading.Thread(target=add_up, args=([3, "four"],))
    till.start()
    print(f"join() returned {till.join()}")
