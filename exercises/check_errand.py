"""Checks errand.py. In the folder where both are: pytest check_errand.py"""

from threading import Event, Thread, current_thread, main_thread

from tail import ask, tell, time_flies


def test_the_answer_comes_back(tmp_path):
    """Also a second time."""
    if ask(fetch_twice, tmp_path) != [12, 12]:
        tell(
            "result() has to return what the function has returned, each time that it is called. "
            "The return value of run() is lost, and join() always returns None: where else can "
            "run() leave the answer?"
        )


def fetch_twice():
    """The answer, asked for twice."""
    from errand import Errand

    errand = Errand(sum, [3, 4, 5])
    errand.start()
    return [errand.result(), errand.result()]


def test_none_is_an_answer_too(tmp_path):
    """A function that returns None has not failed."""
    if ask(fetch_none, tmp_path) is not None:
        tell("If the function returns None, result() has to return None.")


def fetch_none():
    """The answer of a function that returns None."""
    from errand import Errand

    errand = Errand(lambda: None)
    errand.start()
    return errand.result()


def test_an_error_can_be_an_answer(tmp_path):
    """A function that returns an error has not raised it."""
    if ask(fetch_returned_error, tmp_path) != "returned":
        tell(
            "The function returned an error, as other functions return a number, and result() "
            "raised it. Keep what was returned and what was raised in two places."
        )


def fetch_returned_error():
    """Whether an error that was returned is returned or raised by result()."""
    from errand import Errand

    errand = Errand(lambda: KeyError("an answer"))
    errand.start()
    try:
        answer = errand.result()
    except KeyError:
        return "raised"
    return "returned" if isinstance(answer, KeyError) else "lost"


def test_the_error_comes_back(tmp_path):
    """Whoever asks for the answer has to learn that there is none."""
    if ask(fetch_error, tmp_path) != "KeyError":
        tell(
            "The function raised a KeyError, and result() did not raise it. Catch it in run(), "
            "keep it, and raise it in result()."
        )


def fetch_error():
    """The name of what result() raised."""
    from errand import Errand

    errand = Errand({}.__getitem__, "no such key")
    errand.start()
    try:
        errand.result()
    except Exception as error:
        return type(error).__name__


def test_result_waits(tmp_path):
    """The answer is there only after result() has been asked for it."""
    answer, is_thread, in_main = ask(fetch_late, tmp_path)
    if not is_thread:
        tell("Errand has to be a subclass of threading.Thread.")
    if in_main:
        tell("The function was called in the main thread. start() has to bring it to run().")
    if answer != "late":
        tell(
            "result() has to wait until the function has returned, however long that takes: "
            "neither a sleep nor a time limit knows that."
        )


def fetch_late():
    """An answer that takes a while, whether Errand is a Thread, and where it was computed."""
    time_flies()
    from errand import Errand

    def work():
        Event().wait(timeout=0.5)
        in_main.append(current_thread() is main_thread())
        return "late"

    in_main = []
    errand = Errand(work)
    errand.start()
    answer = errand.result()
    return answer, isinstance(errand, Thread), any(in_main)
