"""Checks transfer.py. In the folder where both are: pytest check_transfer.py"""

import time
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Lock, Thread

from tail import ask, tell, time_flies


def test_money_moves(tmp_path):
    """There and back."""
    if ask(there_and_back, tmp_path) != [80, 120]:
        tell("Ann and Bob have 100 each. Ann sends 30, Bob sends 10: Ann has 80, Bob has 120.")


def there_and_back():
    """Two transfers, one after the other."""
    from transfer import Account, transfer

    ann, bob = Account(1, 100), Account(2, 100)
    transfer(ann, bob, 30)
    transfer(bob, ann, 10)
    return [ann.balance, bob.balance]


def test_opposite_transfers_both_end(tmp_path):
    """Each clerk who has a lock waits until the other has one too."""
    waiting, balances = ask(in_opposite_directions, tmp_path)
    if waiting:
        tell(
            "Two transfers in opposite directions wait for each other forever. Each holds the "
            "lock that the other needs. In which order does each of them take its locks?"
        )
    if balances != [80, 120]:
        tell(f"Ann has to have 80 and Bob 120 after both transfers, not {balances}.")


def in_opposite_directions():
    """How many clerks still wait, and the balances, if no sleep lasts."""
    time_flies()
    from transfer import Account, transfer

    both_hold_one = Barrier(2)
    ann, bob = Account(1, 100), Account(2, 100)
    ann.lock, bob.lock = WatchedLock(both_hold_one), WatchedLock(both_hold_one)
    waiting = still_waiting((transfer, ann, bob, 30), (transfer, bob, ann, 10))
    return waiting, [ann.balance, bob.balance]


def test_an_account_can_send_to_itself(tmp_path):
    """An account has one lock."""
    waiting, balance = ask(to_itself, tmp_path)
    if waiting:
        tell("A transfer from an account to itself waits forever: for a lock that it holds.")
    if balance != 100:
        tell(f"A transfer from an account to itself must not change the balance of 100: {balance}.")


def to_itself():
    """Whether a clerk still waits, and the balance."""
    from transfer import Account, transfer

    ann = Account(1, 100)
    return still_waiting((transfer, ann, ann, 30)), ann.balance


def test_no_money_is_lost(tmp_path):
    """Two transfers have one account in common, and both read its balance before either writes."""
    lost = (
        "Two transfers read the balance of an account at the same time, and one of the two "
        "changes was lost. No balance may be read or changed without the lock of its account."
    )
    for experiment, right in [(to_the_same, [70, 140, 90]), (from_the_same, [60, 130, 110])]:
        waiting, balances = ask(experiment, tmp_path)
        if waiting:
            tell("Two transfers that have one account in common wait forever.")
        if balances != right:
            tell(f"{lost} Ann, Bob and Cem have to have {right}, not {balances}.")


def to_the_same():
    """Ann and Cem send money to Bob at the same time."""
    ann, bob, cem = watched_accounts()
    return transfer_both((ann, bob, 30), (cem, bob, 10)), [ann.balance, bob.balance, cem.balance]


def from_the_same():
    """Ann sends money to Bob and to Cem at the same time."""
    ann, bob, cem = watched_accounts()
    return transfer_both((ann, bob, 30), (ann, cem, 10)), [ann.balance, bob.balance, cem.balance]


def transfer_both(*transfers):
    """Make the transfers at the same time; how many of them do not end."""
    time_flies()
    from transfer import transfer

    return still_waiting(*((transfer, *order) for order in transfers))


def watched_accounts():
    """Three accounts; whoever reads a balance waits until another does so, a second at most."""
    from transfer import Account

    both_read = Barrier(2)

    class WatchedAccount(Account):
        @property
        def balance(self):
            seen = self.seen
            with suppress(BrokenBarrierError):
                both_read.wait(timeout=1)
            return seen

        @balance.setter
        def balance(self, balance):
            self.seen = balance

    return [WatchedAccount(number, 100) for number in (1, 2, 3)]


def still_waiting(*calls):
    """Make each call in a thread; how many have not ended after a long while."""
    clerks = [Thread(target=call, args=args, daemon=True) for call, *args in calls]
    for clerk in clerks:
        clerk.start()
    deadline = time.monotonic() + 10
    for clerk in clerks:
        clerk.join(timeout=max(deadline - time.monotonic(), 0))
    return sum(clerk.is_alive() for clerk in clerks)


class WatchedLock:
    """A lock; whoever has got it waits until another has got one too, two seconds at most."""

    def __init__(self, both_hold_one):
        self.lock = Lock()
        self.both_hold_one = both_hold_one

    def acquire(self, *args, **options):
        """Acquire the lock, and meet."""
        got = self.lock.acquire(*args, **options)
        if got:
            with suppress(BrokenBarrierError):
                self.both_hold_one.wait(timeout=2)
        return got

    def release(self):
        """Release the lock."""
        self.lock.release()

    def locked(self):
        """Is it held?"""
        return self.lock.locked()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()
