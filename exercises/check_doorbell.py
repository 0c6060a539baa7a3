"""Checks doorbell.py. In the folder where both are: pytest check_doorbell.py"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "doorbell"


def test_the_bell_rings_once(tmp_path):
    """And the letters are counted as before."""
    lines = run([HERE / f"{NAME}.py"], tmp_path).splitlines()
    if lines.count("ring") > 1:
        tell(
            f"The bell rang {lines.count('ring')} times. The process of the helper loads the file "
            "too: what in it happens on loading, and not only when it is run as a program?"
        )
    if lines.count("ring") < 1:
        tell("Run as a program, doorbell.py has to ring once. It does not ring at all.")
    if "letters on the doormat: 7" not in lines:
        tell(f"The program has to go on counting the letters. It printed: {lines}")


def test_importing_rings_no_bell(tmp_path):
    """Nor does importing start anything else."""
    if said := run(["-c", f"import {NAME}"], tmp_path):
        tell(f"Importing doorbell must do nothing. It printed:\n{said}")


# Python runs a file of this name at its start, here in every process of the program that is not
# forked; the arguments of one that is spawned say so.
TELLTALE = """
import pathlib, sys
if "--multiprocessing-fork" in sys.orig_argv:
    pathlib.Path("spawned").touch()
"""


def test_the_program_still_spawns_its_helper(tmp_path):
    """Taking the helper away, or forking it, would be no mend."""
    (tmp_path / "sitecustomize.py").write_text(TELLTALE, "utf-8")
    run([HERE / f"{NAME}.py"], tmp_path)
    if not (tmp_path / "spawned").exists():
        tell("The helper has to stay, and it has to be spawned: get_context('spawn').")


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
