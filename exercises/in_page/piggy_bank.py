"""Judges piggy_bank.py in the page: each function is a scene, and what has to hold after it."""

from threading import Thread


def alone():
    """One child puts in two coins, then three."""
    bank = PiggyBank()
    bank.put_in(2)
    bank.put_in(3)
    assert bank.coins == 5, f"2 and 3 are 5 coins, and the bank has {bank.coins}."


def together():
    """Two children put in a coin each."""
    bank = PiggyBank()
    _at_once(bank)
    assert bank.coins == 2, f"Two coins were put in, and the bank has {bank.coins}."


def looked_at():
    """Two children put in a coin each. The coins are read in one step, changed in another."""

    class Watched(PiggyBank):
        @property
        def coins(self):
            seen = self.number
            return seen

        @coins.setter
        def coins(self, number):
            self.number = number

    bank = Watched()
    _at_once(bank)
    assert bank.number == 2, f"Two coins were put in, and the bank has {bank.number}."


def _at_once(bank):
    """Two threads, a coin each."""
    children = [Thread(target=bank.put_in, args=(1,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
