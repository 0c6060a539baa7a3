"""Checks piggy_bank.py. In the folder where both are: pytest check_piggy_bank.py"""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

from tail import ask, tell, time_flies


def test_one_child_can_put_in_coins(tmp_path):
    """Before anything concurrent: 2 and 3 make 5."""
    if ask(put_in_twice, tmp_path) != 5:
        tell("After put_in(2) and put_in(3), bank.coins has to be 5.")


def put_in_twice():
    """The coins of a bank that one thread uses."""
    import piggy_bank

    piggy_bank.shake_the_bank = lambda: None
    bank = piggy_bank.PiggyBank()
    bank.put_in(2)
    bank.put_in(3)
    return bank.coins


EACH = {"moment": ["look", "shake"]}


def test_no_coin_is_lost(tmp_path, moment):
    """Two children, and each waits for the other at the worst moment."""
    coins = ask({"look": meet_at_look, "shake": meet_at_shake}[moment], tmp_path)
    if coins != 2:
        tell(
            f"Two children put in a coin each, and there is {coins} in the bank: both had looked "
            "before either changed the number. Let one lock cover the look and the change."
        )


def meet_at_shake():
    """The coins, if both children meet while they shake the bank, and no sleep lasts."""
    time_flies()
    import piggy_bank

    piggy_bank.shake_the_bank = meeting()
    return put_in_at_once(piggy_bank.PiggyBank())


def meet_at_look():
    """The coins, if both children meet after they have looked at the number, and no sleep lasts."""
    time_flies()
    import piggy_bank

    meet = meeting()
    piggy_bank.shake_the_bank = lambda: None

    class Watched(piggy_bank.PiggyBank):
        @property
        def coins(self):
            seen = self.number
            meet()
            return seen

        @coins.setter
        def coins(self, number):
            self.number = number

    bank = Watched()
    put_in_at_once(bank)
    return bank.number


def meeting():
    """A function that waits until two threads are in it, two seconds at most."""
    both = Barrier(2)

    def meet():
        with suppress(BrokenBarrierError):
            both.wait(timeout=2)

    return meet


def put_in_at_once(bank):
    """What is in the bank after two threads have put in a coin each."""
    children = [Thread(target=bank.put_in, args=(1,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return bank.coins
