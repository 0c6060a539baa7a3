"""With a lock from the look to the change, no coin is lost."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Lock, Thread

both_are_here = Barrier(2)


def shake_the_bank():
    """Wait for the other child, but at most two seconds."""
    with suppress(BrokenBarrierError):
        both_are_here.wait(timeout=2)


class PiggyBank:
    def __init__(self):
        self.coins = 0
        self.lock = Lock()

    def put_in(self, coins):
        with self.lock:
            before = self.coins
            shake_the_bank()
            self.coins = before + coins


if __name__ == "__main__":
    bank = PiggyBank()
    children = [Thread(target=bank.put_in, args=(1,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("coins put in: 2")
    print("coins in the bank:", bank.coins)
