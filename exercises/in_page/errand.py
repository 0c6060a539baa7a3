"""Judges errand.py in the page: each function is a scene, and what has to hold after it."""

from threading import Thread, current_thread, main_thread
from time import sleep


def answer():
    """An errand adds 3, 4 and 5, and is asked for the answer twice."""
    errand = Errand(sum, [3, 4, 5])
    errand.start()
    answers = [errand.result(), errand.result()]
    assert answers == [12, 12], f"result() has to return 12 each time, not {answers}."


def no_answer():
    """The function of an errand returns None."""
    errand = Errand(lambda: None)
    errand.start()
    answer = errand.result()
    assert answer is None, f"result() has to return None, not {answer!r}."


def error_returned():
    """The function of an errand returns an error, as others return a number."""
    errand = Errand(lambda: KeyError("an answer"))
    errand.start()
    try:
        answer = errand.result()
    except KeyError:
        answer = None
    assert isinstance(answer, KeyError), (
        "result() did not return it. Keep what was returned and what was raised in two places."
    )


def error_raised():
    """The function of an errand raises a KeyError."""
    errand = Errand({}.__getitem__, "no such key")
    errand.start()
    try:
        errand.result()
        raised = False
    except KeyError:
        raised = True
    assert raised, "result() did not raise it. Catch it in run(), keep it, raise it in result()."


def takes_long():
    """The function of an errand takes an hour."""
    callers = []

    def work():
        callers.append(current_thread())
        sleep(3600)
        return "late"

    errand = Errand(work)
    errand.start()
    answer = errand.result()
    assert isinstance(errand, Thread), "Errand has to be a subclass of threading.Thread."
    assert main_thread() not in callers, "start() has to bring it to run(), in a thread."
    assert answer == "late", (
        "result() has to wait until the function has returned, however long that takes: neither "
        "a sleep nor a time limit knows that."
    )
