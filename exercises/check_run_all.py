"""Checks run_all.py. In the folder where both are: pytest check_run_all.py"""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event, current_thread, main_thread

from tail import ask, tell, time_flies


def test_every_function_is_called_once(tmp_path):
    """Five functions, five calls."""
    if ask(call_five, tmp_path) != [1, 1, 1, 1, 1]:
        tell("run_all() has to call every function that it is given, and each of them once.")


def call_five():
    """How often each of five functions was called."""
    from run_all import run_all

    calls = []
    run_all([lambda number=number: calls.append(number) for number in range(5)])
    return [calls.count(number) for number in range(5)]


def test_all_run_at_the_same_time(tmp_path):
    """Forty functions meet, which they can only if all of them run at the same time."""
    met, threads, in_main = ask(meet, tmp_path)
    if in_main:
        tell(
            "A function was called in the main thread. Hand the function itself to the new "
            "thread, without calling it: no parentheses after it."
        )
    if met < 40:
        tell(
            "Forty functions did not run at the same time. Does each have a thread of its own, "
            "and are all threads started before the first of them is joined?"
        )
    if threads < 40:
        tell("Each function has to be called in a thread of its own.")


def meet():
    """How many functions met, in how many threads, and whether the main thread was one."""
    from run_all import run_all

    meeting, met, callers = Barrier(40), [], set()

    def come():
        callers.add(current_thread())
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=5)
            met.append(current_thread())

    run_all([come] * 40)
    return len(met), len(set(met)), main_thread() in callers


def test_it_waits_for_all(tmp_path):
    """One function takes long, and it is neither the first nor the last."""
    if ask(abandon, tmp_path):
        tell(
            "run_all() returned while a function was still at work. It has to wait for all of "
            "them, the first, the last and those in between, however long each of them takes: "
            "neither a sleep nor a time limit knows that."
        )


def abandon():
    """Whether a function was still at work when run_all() returned."""
    time_flies()
    from run_all import run_all

    returned, abandoned, ended = Event(), [], Event()

    def linger():
        if returned.wait(timeout=1):
            abandoned.append(True)
        ended.set()

    run_all([bool, linger, bool])
    returned.set()
    ended.wait(timeout=5)
    return len(abandoned)
