"""Judges run_all.py in the page: each function is a scene, and what has to hold after it."""

from threading import Barrier, current_thread, main_thread
from time import sleep


def each_once():
    """Two functions are handed over, and each has to be called once."""
    calls = []
    run_all([lambda: calls.append("soup"), lambda: calls.append("rice")])
    assert sorted(calls) == ["rice", "soup"], f"These were called: {sorted(calls)}."


def not_in_main():
    """Each function notes the thread that called it."""
    callers = []
    run_all([lambda: callers.append(current_thread()) for _ in range(2)])
    assert main_thread() not in callers, (
        "A function was called in the main thread. Hand the function itself to the new thread: "
        "no parentheses after it."
    )
    assert len(set(callers)) == 2, "Each function has to be called in a thread of its own."


def two_meet():
    """Two functions wait for each other: they meet only if both run at the same time."""
    meeting = Barrier(2)

    def come():
        meeting.wait()

    run_all([come, come])


def forty_meet():
    """Forty functions wait for each other."""
    meeting = Barrier(40)

    def come():
        meeting.wait()

    run_all([come] * 40)


def one_takes_long():
    """The function in the middle takes an hour."""
    ended = []

    def linger():
        sleep(3600)
        ended.append(True)

    run_all([bool, linger, bool])
    assert ended, (
        "run_all() returned while a function was still at work. It has to wait for all of them, "
        "however long each takes: neither a sleep nor a time limit knows that."
    )
