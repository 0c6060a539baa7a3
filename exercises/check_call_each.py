"""Checks call_each.py. In the folder where both are: pytest check_call_each.py"""

import os
import time
from pathlib import Path
from threading import Thread

from tail import ask, tell, time_flies


def test_the_answers_come_back_in_order(tmp_path):
    """The first to be called answers last."""
    if ask(call_in_order, tmp_path) != [20, 0, 10]:
        tell("call_each(function, items) has to return the answers in the order of the items.")


def call_in_order():
    """Three answers, that of the first item given last."""
    from call_each import call_each

    return call_each(slow_at_first, [2, 0, 1])


def slow_at_first(number):
    """Ten times the number; slow for 2, the first of the items."""
    if number == 2:
        time.sleep(0.5)
    return number * 10


def test_equal_items_are_items_of_their_own(tmp_path):
    """Whoever keeps the answers by item keeps one for two equal items."""
    if len(set(ask(call_for_equal_items, tmp_path))) < 3:
        tell("Three equal items have to get three answers, each from a process of its own.")


def call_for_equal_items():
    """The pids of three calls with equal items."""
    from call_each import call_each

    return call_each(own_pid, ["tea"] * 3)


def own_pid(item):
    """Which process this is."""
    return os.getpid()


def test_each_has_its_process_and_all_run_at_once(tmp_path):
    """Eight calls wait for each other, which works only if all of them run at the same time."""
    own, pids, arrived = ask(call_and_meet, tmp_path)
    if arrived < 8:
        tell(
            "The calls did not run at the same time. Is every process started before the first "
            "answer is waited for?"
        )
    if own in pids:
        tell("A call was made in the process of the program itself, and not in one of its own.")
    if len(set(pids)) < 8:
        tell("Each call has to be made in a process of its own.")


def call_and_meet():
    """The pid of this process, those of the calls, and how many of the calls met."""
    from call_each import call_each

    answers = call_each(meet, range(8))
    return os.getpid(), [pid for pid, _ in answers], min(met for _, met in answers)


def meet(number):
    """The pid, and how many calls were there at the same time."""
    Path(f"here-{number}").touch()
    deadline = time.monotonic() + 10
    while (met := len(list(Path().glob("here-*")))) < 8:
        if time.monotonic() > deadline or Path("in-vain").exists():
            Path("in-vain").touch()
            break
        time.sleep(0.02)
    return os.getpid(), met


def test_large_answers_come_back(tmp_path):
    """A child with a large answer does not end before somebody takes it."""
    if ask(call_for_much, tmp_path) != [5_000_000, 5_000_000]:
        tell("Answers of five million characters did not come back whole.")


def call_for_much():
    """How long two long answers were, if no time limit lasts."""
    time_flies()
    from call_each import call_each

    return [len(answer) for answer in call_each(much, [5_000_000, 5_000_000])]


def much(size):
    """A long answer."""
    return "x" * size


def test_every_process_is_joined(tmp_path):
    """The second of three children goes on for a while after all have answered."""
    if ask(call_and_look, tmp_path):
        tell("call_each() returned while a process was still there. Join every one of them.")


def call_and_look():
    """Whether a child was still there when call_each() had returned."""
    time_flies()
    from call_each import call_each

    call_each(linger, [0, 1, 2])
    Path("returned").touch()
    deadline = time.monotonic() + 10
    while not list(Path().glob("end-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    return Path("end-late").exists()


def linger(number):
    """Keep the process of the second child for a while after the answer."""
    if number == 1:
        Thread(target=end_late).start()


def end_late():
    """Wait two seconds, or until call_each() has returned, and tell which."""
    deadline = time.monotonic() + 2
    while not Path("returned").exists():
        if time.monotonic() > deadline:
            Path("end-in-time").touch()
            return
        time.sleep(0.02)
    Path("end-late").touch()
