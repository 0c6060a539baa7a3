"""End what is left of the runs of a process that is gone: started by `processes.Watched`.

It reads lines, `begins MARK FOLDER` and `is over MARK FOLDER`, until the pipe ends.
"""

import contextlib
import shutil
import signal
import sys
import time
from collections.abc import Set
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.examples.processes import end, marked

PATIENCE = 30  # seconds


def _left_of(marks: Set[str]) -> list[psutil.Process]:
    """What carries a mark of these runs, and what that has started, without the mark, too."""
    found = set(marked(marks))
    for one in tuple(found):
        with contextlib.suppress(psutil.Error):
            found |= set(one.children(recursive=True))
    return list(found)


def main() -> None:
    """Wait for the end of the pipe; then end all that carries a mark of a run that was not over."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    runs: dict[str, str] = {}
    for line in sys.stdin:
        what, _, rest = line.rstrip("\n").partition(" ")
        mark, _, folder = rest.removeprefix("over ").partition(" ")
        if what == "begins":
            runs[mark] = folder
        else:
            runs.pop(mark, None)
    deadline = time.monotonic() + PATIENCE
    while runs and (left := _left_of(runs.keys())) and time.monotonic() < deadline:
        end(left)
        time.sleep(0.1)
    for folder in runs.values():
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
