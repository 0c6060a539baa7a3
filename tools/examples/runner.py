"""Run an example as a reader would: its own file, in a process of its own.

A run has folders of its own for everything it writes, an environment that owes nothing to ours, no
standard input, and a time limit for itself and every process it starts. Nothing of it is left when
it is over.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from tools import machine
from tools.examples import processes, surroundings
from tools.examples.printed import own_frames
from tools.interpreters import Interpreter

LIMIT = 10.0  # seconds
MOST_OUTPUT = 1_000_000  # bytes
KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS")
STDOUT, STDERR = "stdout", "stderr"
INSIDE = Path(__file__).with_name("inside")
ONE_AT_A_TIME = threading.Lock()  # every process that we get meanwhile is of this run


@dataclass(frozen=True)
class Run:
    """What one run of an example did."""

    python: Interpreter
    platform: str
    stdout: str
    stderr: str
    status: int | None
    """The exit status; None if it was still running at its limit, or had to be stopped."""
    still_running: tuple[str, ...] = ()
    """The processes that it had started and that were still there at its limit."""
    stacks: str = ""
    """What faulthandler printed of every thread when the run was stopped."""
    arguments: tuple[str, ...] = ()
    """What stood after its name on the command line."""
    flooded: bool = False
    """It printed more than MOST_OUTPUT, the rest of which is cut off."""
    cut_short: bool = False
    """Its process was ended from within, by `os._exit` or the like, where that was looked at."""
    left: tuple[str, ...] = ()
    """What it left behind: below `work` and `tmp`, its folders, or below its chapter."""
    told: tuple[str, ...] = ()
    """What its output tells of the machine that it ran on."""
    busy: float = 0.0
    """How many cores of the machine were busy while it ran, on average, with whatever: a program
    that had few beside it is held to more. Infinite if it could not have had two."""
    logs: Mapping[str, str] = field(default_factory=dict)
    """What each server that it was lent had logged at its end."""

    @property
    def lines(self) -> list[str]:
        """The lines of its standard output."""
        return self.stdout.splitlines()


def run(
    path: Path,
    python: Interpreter,
    limit: float = LIMIT,
    arguments: Sequence[str] = (),
    development: bool = True,
    environment: Mapping[str, str] | None = None,
    typed: str | None = None,
    again: Path | None = None,
) -> Run:
    """Run a file; `limit` in seconds holds for it and for everything it starts.

    Without `development` Python makes no checks of its own, which would be measured, too.
    `environment` holds further variables; `typed` is what it can read from standard input, which
    otherwise is open for writing only, so that who reads gets an error at once. It begins with the
    files of the folder `again`, and what it leaves is copied there: a reader runs a program twice.
    A process runs one at a time, whichever thread asks; those of several processes do not meet.
    """
    processes.prepare()
    with ONE_AT_A_TIME, _folders(again) as folder:
        mark = uuid.uuid4().hex
        given = _environment(folder, mark, development, environment or {})
        near = surroundings.seen(path.resolve())
        command = [python.executable, str(path.resolve()), *arguments]
        with processes.Watched(mark, str(folder)):
            before = processes.ours()
            deadline = time.monotonic() + limit
            busy = machine.busy_cores()
            process = _start(command, folder, given, typed)
            done = _watch(process, python, folder, mark, before, deadline)
        done = replace(done, arguments=tuple(arguments), busy=busy())
        return _looked_at(done, path, folder, near, given)


@contextlib.contextmanager
def _folders(again: Path | None) -> Iterator[Path]:
    """The folder of a run, which begins with the files of `again`; what is left is copied there."""
    with tempfile.TemporaryDirectory(prefix="run", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        for part in ("home", "work", "tmp"):
            (folder / part).mkdir(mode=0o700)
        if again:
            shutil.copytree(again, folder / "work", dirs_exist_ok=True)
        yield folder
        if again:
            shutil.rmtree(again)
            shutil.copytree(folder / "work", again)


def _start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], typed: str | None
) -> subprocess.Popen:
    """Start a program that writes into the files of its folder."""
    keys = folder / "typed"
    keys.write_text(typed or "", "utf-8")
    source = open(os.devnull, "wb") if typed is None else keys.open("rb")  # noqa: SIM115
    with (folder / STDOUT).open("ab") as out, (folder / STDERR).open("ab") as err, source:
        return subprocess.Popen(
            command,
            cwd=folder / "work",
            env=environment,
            stdin=source,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )


def _watch(
    process: subprocess.Popen,
    python: Interpreter,
    folder: Path,
    mark: str,
    before: Set[psutil.Process],
    deadline: float,
) -> Run:
    """Wait for a program and all that it has started, until a deadline; then end what is left."""
    try:
        ended = _wait(process, deadline, folder)
        left = []
        while ended and (left := processes.alive(mark, before, process.pid)):
            if time.monotonic() >= deadline or _flooded(folder):
                break
            time.sleep(0.05)
        names = tuple(filter(None, map(processes.name, left)))
        said = _read(folder / STDERR)
    finally:
        processes.end_all(process, before, mark)
    return Run(
        python=python,
        platform=sys.platform,
        stdout=_read(folder / STDOUT),
        stderr=said,
        stacks=_read(folder / STDERR)[len(said) :],
        status=process.returncode if ended else None,
        still_running=names,
        flooded=_flooded(folder),
    )


def _looked_at(
    run: Run, path: Path, folder: Path, near: Mapping[str, float], environment: Mapping[str, str]
) -> Run:
    """A run, with what can be told when it is over. What was stopped could not clear up."""
    printed = run.stdout + own_frames(run.stderr, path)
    run = replace(run, told=tuple(surroundings.told(printed, run.python, path, folder)))
    if run.status is None or run.still_running:
        return run
    now = surroundings.seen(path.resolve())
    changed = sorted(file for file in {*near, *now} if near.get(file) != now.get(file))
    watched = "EXAMPLE_ENDED" in environment and run.status >= 0
    return replace(
        run,
        left=(*surroundings.left_in(folder), *changed),
        cut_short=watched and not (folder / "ended").exists(),
    )


def _environment(
    folder: Path, mark: str, development: bool, further: Mapping[str, str]
) -> dict[str, str]:
    """Nothing of ours but what an operating system needs; all checks of Python, if asked for.

    All but those of the memory allocator: until 3.13 a joined thread may still free its own state
    while the interpreter ends and takes the checking allocator away, and the process is aborted:
    `munmap_chunk(): invalid pointer`, some 4 in 10,000 runs of thirty short threads.
    """
    checks = {
        "PYTHONDEVMODE": "1",
        "PYTHONMALLOC": "default",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
    }
    paths = list(filter(None, further.get("PYTHONPATH", "").split(os.pathsep)))
    watched = {}
    if not any((Path(path) / "sitecustomize.py").exists() for path in paths):  # there is one only
        watched["EXAMPLE_ENDED"] = str(folder / "ended")
        watched["PYTHONPATH"] = os.pathsep.join([str(INSIDE), *paths])
    needed = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {
        **needed,
        **surroundings.environment(folder),
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        processes.MARK: mark,
        **further,
        **watched,
        **(checks if development else {}),
    }


def _wait(process: subprocess.Popen, deadline: float, folder: Path) -> bool:
    """Wait for the example itself; False if it is over its limit of time or of output."""
    while True:
        try:
            process.wait(min(0.25, max(0, deadline - time.monotonic())))
            return True
        except subprocess.TimeoutExpired:
            if time.monotonic() >= deadline or _flooded(folder):
                return process.poll() is not None  # what floods may be a child of it


def _flooded(folder: Path) -> bool:
    """Has it printed too much?"""
    return any((folder / name).stat().st_size > MOST_OUTPUT for name in (STDOUT, STDERR))


def _read(output: Path) -> str:
    with output.open("rb") as file:
        text = file.read(MOST_OUTPUT).decode("utf-8", "backslashreplace")
    return text.replace("\r\n", "\n")
