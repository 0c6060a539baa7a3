"""Checks last_cake.py. In the folder where both are: pytest check_last_cake.py"""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "last_cake"

# Python runs a file of this name at its start, here in every process of the program: writing to
# the plate takes a second, so that all who look too early have the time to do so.
SLOW_HAND = """
import builtins, io, time
quick = io.open
def slow(file, mode="r", *more, **options):
    if str(file).endswith("plate.txt") and set(mode) & set("wax+"):
        time.sleep(1)
    return quick(file, mode, *more, **options)
builtins.open = io.open = slow
"""


# The same, and every child is spawned, as on Windows and macOS.
SPAWNED = f"""{SLOW_HAND}
import multiprocessing
multiprocessing.set_start_method("spawn", force=True)
"""


def test_the_one_piece_is_eaten_once(tmp_path):
    """The quick way, as you run the program."""
    eat(tmp_path, "", "Nobody may look at the plate between another's look and bite.")


def test_a_bite_may_take_long(tmp_path):
    """However long it takes to write the file."""
    eat(tmp_path, SLOW_HAND, "Nobody may look at the plate between another's look and bite.")


def test_all_guests_have_the_same_lock(tmp_path):
    """Under every start method, also where a child loads the file again."""
    eat(
        tmp_path,
        SPAWNED,
        "This happened under the start method spawn, where each child loads the file and makes "
        "what stands at its top level anew, a lock too. Do all guests have the same lock?",
    )


def eat(tmp_path, at_start, advice):
    """Run the program, each of its processes with some code at its start; judge what it prints."""
    (tmp_path / "sitecustomize.py").write_text(at_start, "utf-8")
    said = run([HERE / f"{NAME}.py"], tmp_path)
    found = re.search(r"eaten: (-?\d+)\s+pieces left: (-?\d+)", said)
    if not found:
        tell(f"The program has to go on printing 'pieces eaten' and 'pieces left', not:\n{said}")
    eaten, left = map(int, found.groups())
    if eaten > 1:
        tell(f"There was one piece, and {eaten} guests have eaten it. {advice}")
    if (eaten, left) != (1, 0):
        tell(f"There was one piece; it has to be eaten. Eaten: {eaten}, left: {left}.")


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
