"""What is the same in every check: run a program in a process of its own, with a time limit.

So one that waits forever can be stopped, with everything that it has started. When the site is
built this file is appended to each check, which then is a single file to save.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

NAME = Path(__file__).stem.removeprefix("check_")
HERE = Path(__file__).resolve().parent
LIMIT = int(os.environ.get("CHECK_LIMIT", "30"))  # seconds; reached only by a program that hangs


def pytest_generate_tests(metafunc):
    """Run a test that has an argument named in EACH once with each of its values.

    So nothing here imports pytest, which would take each process longer than what it does.
    """
    for name, values in globals().get("EACH", {}).items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, values)


def ask(experiment, folder, *about):
    """What a function of this file returns, called with texts in a process of its own."""
    run([__file__, experiment.__name__, *about], folder)
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


def time_flies():
    """From now on no sleep of the exercise lasts, and every time limit of it is over at once.

    What waits "long enough" is so seen to wait for nothing. Waits without a limit stay as they are.
    """
    import concurrent.futures
    import multiprocessing.connection
    import multiprocessing.process
    import multiprocessing.queues
    import queue

    hurry(time, "sleep", 0, lambda seconds: None)
    hurry(threading.Thread, "join", 1, lambda self, *_: None)
    hurry(multiprocessing.process.BaseProcess, "join", 1, lambda self, *_: None)
    hurry(threading.Event, "wait", 1, lambda self, *_: self.is_set())
    hurry(threading.Condition, "wait", 1, lambda self, *_: False)
    hurry(threading.Condition, "wait_for", 2, lambda self, predicate, *_: predicate())
    hurry(queue.Queue, "get", 2, lambda self, *_: self.get_nowait())
    hurry(multiprocessing.queues.Queue, "get", 2, lambda self, *_: self.get_nowait())
    hurry(concurrent.futures.Future, "result", 1, lambda self, *_: self.result(0))
    for name in ("Connection", "PipeConnection"):
        if kind := getattr(multiprocessing.connection, name, None):
            hurry(kind, "poll", 1, lambda self, *_: self.poll())


def hurry(owner, name, place, over):
    """Replace a function that takes a time limit, as argument number `place` or `timeout=`."""
    wait = getattr(owner, name)

    def hurried(*args, **options):
        limit = options.get("timeout", args[place] if len(args) > place else None)
        called_by = sys._getframe(1).f_globals.get("__name__")
        return over(*args) if called_by == NAME and limit is not None else wait(*args, **options)

    setattr(owner, name, hurried)


def count_processes():
    """A list that gets an entry for each process that is started from now on."""
    from multiprocessing.process import BaseProcess

    started, start = [], BaseProcess.start

    def counted(self):
        started.append(self.name)
        start(self)

    BaseProcess.start = counted
    return started


def tell(words):
    """End the test with a message in words, and no traceback."""
    import pytest

    pytest.fail(words, pytrace=False)


if __name__ == "__main__":
    answer = globals()[sys.argv[1]](*sys.argv[2:])
    Path("answer.json").write_text(json.dumps(answer), "utf-8")
