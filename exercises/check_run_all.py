"""Checks run_all.py. In the folder where both are: pytest check_run_all.py"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, current_thread, main_thread

import pytest

NAME = "run_all"


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
            "them: for the first, the last and those in between."
        )


def abandon():
    """Whether a function was still at work when run_all() returned."""
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


# The rest is the same in every check. It runs a program in a process of its own, so that one which
# waits forever can be stopped, with everything that it has started.

HERE = Path(__file__).resolve().parent
LIMIT = int(os.environ.get("CHECK_LIMIT", "30"))  # seconds; reached only by a program that hangs


def ask(experiment, folder):
    """What a function of this file returns, called in a process of its own."""
    run([__file__, experiment.__name__], folder)
    return json.loads((folder / "answer.json").read_text("utf-8"))


def run(arguments, folder):
    """What Python prints with these arguments. The test fails if it fails or does not end."""
    if not (HERE / f"{NAME}.py").is_file():
        tell(f"There is no {NAME}.py beside {Path(__file__).name}. Put both into one folder.")
    log = folder / "printed.txt"
    path = [str(folder), str(HERE), os.environ.get("PYTHONPATH", "")]
    settings = {
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with log.open("wb") as printed:
        program = subprocess.Popen(
            [sys.executable, "-u", *arguments],
            cwd=folder,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = program.wait(LIMIT)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            stop(program)
    said = log.read_text("utf-8", "replace")
    print(said, end="")  # pytest shows it if the test fails
    if status is None and (folder / "answer.json").exists():
        tell(f"All is done, but {NAME}.py does not end: a thread or process of it goes on.")
    if status is None:
        tell(f"{NAME}.py was stopped after {LIMIT} s: something in it waits forever.")
    if status:
        tell(f"{NAME}.py was ended by an error; see below what it printed.")
    return said


def stop(program):
    """End a program and everything that it has started, if it still runs."""
    if program.poll() is not None:
        return
    if sys.platform == "win32":
        kill = ["taskkill", "/F", "/T", "/PID", str(program.pid)]
        subprocess.run(kill, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    else:
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def tell(words):
    """End the test with a message in words, and no traceback."""
    pytest.fail(words, pytrace=False)


if __name__ == "__main__":
    answer = globals()[sys.argv[1]]()
    Path("answer.json").write_text(json.dumps(answer), "utf-8")
