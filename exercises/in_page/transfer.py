"""Judges transfer.py in the page: each function is a scene, and what has to hold after it."""

from threading import Thread


def there_and_back():
    """Ann and Bob have 100 each. Ann sends 30, then Bob sends 10."""
    ann, bob = Account(1, 100), Account(2, 100)
    transfer(ann, bob, 30)
    transfer(bob, ann, 10)
    balances = [ann.balance, bob.balance]
    assert balances == [80, 120], f"Ann has to have 80 and Bob 120, not {balances}."


def opposite():
    """Ann sends 30 to Bob, and Bob 10 to Ann, at the same time."""
    ann, bob = Account(1, 100), Account(2, 100)
    _at_once((ann, bob, 30), (bob, ann, 10))
    balances = [ann.balance, bob.balance]
    assert balances == [80, 120], f"Ann has to have 80 and Bob 120, not {balances}."


def to_the_same():
    """Ann sends 30 to Bob while Cem sends him 10. Reading and changing a balance are two steps."""
    ann, bob, cem = _watched()
    _at_once((ann, bob, 30), (cem, bob, 10))
    balances = [ann.seen, bob.seen, cem.seen]
    assert balances == [70, 140, 90], f"They have to have 70, 140 and 90, not {balances}."


def from_the_same():
    """Ann sends 30 to Bob and 10 to Cem at once. Reading and changing a balance are two steps."""
    ann, bob, cem = _watched()
    _at_once((ann, bob, 30), (ann, cem, 10))
    balances = [ann.seen, bob.seen, cem.seen]
    assert balances == [60, 130, 110], f"They have to have 60, 130 and 110, not {balances}."


def to_itself():
    """Ann sends 30 to herself: her account has one lock."""
    ann = Account(1, 100)
    transfer(ann, ann, 30)
    assert ann.balance == 100, f"Ann has to have 100 as before, not {ann.balance}."


def _at_once(*orders):
    """Each transfer in a thread of its own."""
    clerks = [Thread(target=transfer, args=order) for order in orders]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()


def _watched():
    """Three accounts with 100 each, whose balance is read in one step and written in another."""

    class Watched(Account):
        @property
        def balance(self):
            seen = self.seen
            return seen

        @balance.setter
        def balance(self, balance):
            self.seen = balance

    return [Watched(number, 100) for number in (1, 2, 3)]
