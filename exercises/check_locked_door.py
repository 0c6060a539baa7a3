"""Checks locked_door.py. In the folder where both are: pytest check_locked_door.py"""

import multiprocessing

from tail import ask, count_processes, tell


def test_nobody_gets_in_at_a_locked_door(tmp_path):
    """Under every start method that this system has."""
    for method, got_in in ask(try_locked, tmp_path).items():
        if got_in:
            tell(
                f"Under the start method {method}, the guest got in at a locked door. It was "
                "another door: which lock does try_to_enter() use, and where was that made?"
            )


def try_locked():
    """Whether the guest gets in at a locked door, for each start method."""
    found = {}
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        door = context.Lock()
        with door:
            found[method] = guest_gets_in(context, door)
    return found


def test_everybody_gets_in_at_an_open_door(tmp_path):
    """Under every start method that this system has."""
    for method, (got_in, guests) in ask(try_open, tmp_path).items():
        if not guests:
            tell(f"Under the start method {method}, no process was started: who is the guest?")
        if not got_in:
            tell(f"Under the start method {method}, the guest did not get in at an open door.")


def try_open():
    """Whether the guest gets in at an open door, and how many guests came, by start method."""
    found, started = {}, count_processes()
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        before = len(started)
        got_in = guest_gets_in(context, context.Lock())
        found[method] = got_in, len(started) - before
    return found


def guest_gets_in(context, door):
    """What the program answers."""
    import locked_door

    return bool(locked_door.guest_gets_in(context, door))
