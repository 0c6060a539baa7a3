"""Checks piggy_bank.py. In the folder where both are: pytest check_piggy_bank.py"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread

import pytest

NAME = "piggy_bank"


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


@pytest.mark.parametrize("moment", ["look", "shake"])
def test_no_coin_is_lost(tmp_path, moment):
    """Two children, and each waits for the other at the worst moment."""
    coins = ask({"look": meet_at_look, "shake": meet_at_shake}[moment], tmp_path)
    if coins != 2:
        tell(
            f"Two children put in a coin each, and there is {coins} in the bank: both had looked "
            "before either changed the number. Let one lock cover the look and the change."
        )


def meet_at_shake():
    """The coins, if both children meet while they shake the bank."""
    import piggy_bank

    piggy_bank.shake_the_bank = meeting()
    return put_in_at_once(piggy_bank.PiggyBank())


def meet_at_look():
    """The coins, if both children meet after they have looked at the number."""
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
