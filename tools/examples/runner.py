"""Run an example as a reader would: its own file, in a process of its own.

A run has a folder of its own for everything it writes, an environment that owes nothing to ours,
and a time limit for itself and every process it starts. Nothing of it is left when it is over.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools.interpreters import Interpreter

LIMIT = 10.0  # seconds
MOST_OUTPUT = 1_000_000  # bytes
MARK = "EXAMPLE_RUN"  # the environment variable by which a run's processes are found
KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS")
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
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
) -> Run:
    """Run a file; `limit` in seconds holds for it and for everything it starts.

    Without `development` Python makes no checks of its own, which would be measured, too.
    `environment` holds further variables.
    A process runs one at a time, whichever thread asks; those of several processes do not meet.
    """
    _adopt_orphans()
    _hear_interrupts()
    mark = uuid.uuid4().hex
    with (
        ONE_AT_A_TIME,
        tempfile.TemporaryDirectory(prefix="run", ignore_cleanup_errors=True) as folder,
    ):
        before = set(psutil.Process().children(recursive=True))
        home = Path(folder, "home")
        home.mkdir(mode=0o700)
        stdout, stderr = Path(folder, "stdout"), Path(folder, "stderr")
        deadline = time.monotonic() + limit
        with stdout.open("ab") as out, stderr.open("ab") as err:
            process = subprocess.Popen(
                [python.executable, path.resolve(), *arguments],
                cwd=home,
                env=_environment(home, mark, development) | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        try:
            ended = _wait(process, deadline, stdout, stderr)
            left = []
            while ended and (left := _started(process, before, mark)):
                if time.monotonic() >= deadline or _flooded(stdout, stderr):
                    break
                time.sleep(0.05)
            names = tuple(filter(None, map(_name, left)))
            said = _read(stderr)
        finally:
            _end_all(process, before, mark)
        return Run(
            python=python,
            platform=sys.platform,
            arguments=tuple(arguments),
            stdout=_read(stdout),
            stderr=said,
            stacks=_read(stderr)[len(said) :],
            status=process.returncode if ended else None,
            still_running=names,
            flooded=_flooded(stdout, stderr),
        )


def _environment(home: Path, mark: str, development: bool) -> dict[str, str]:
    """Nothing of ours but what an operating system needs; all checks of Python, if asked for."""
    checks = {
        "PYTHONDEVMODE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
    }
    checks = checks if development else {}
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "TMPDIR": str(home),
        "TEMP": str(home),
        "TMP": str(home),
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        MARK: mark,
        **checks,
    }


def _wait(process: subprocess.Popen, deadline: float, *outputs: Path) -> bool:
    """Wait for the example itself; False if it is over its limit of time or of output."""
    while True:
        try:
            process.wait(min(0.25, max(0, deadline - time.monotonic())))
            return True
        except subprocess.TimeoutExpired:
            if time.monotonic() >= deadline:
                return False
            if _flooded(*outputs):
                return False


def _flooded(*outputs: Path) -> bool:
    return any(output.stat().st_size > MOST_OUTPUT for output in outputs)


def _started(
    process: subprocess.Popen, before: set[psutil.Process], mark: str
) -> list[psutil.Process]:
    """All living processes of a run. Dead ones that became ours are reaped on the way."""
    found = set(psutil.Process().children(recursive=True)) - before
    for other in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if other not in found and other.environ().get(MARK) == mark:
                found.add(other)
    alive = []
    for other in found:
        with contextlib.suppress(psutil.Error):
            if other.status() != psutil.STATUS_ZOMBIE or other.ppid() != os.getpid():
                alive.append(other)  # a zombie of another parent becomes ours when that ends
            elif other.pid != process.pid:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(other.pid, os.WNOHANG)
    return alive


def _end_all(process: subprocess.Popen, before: set[psutil.Process], mark: str) -> None:
    """End every process of a run.

    First by a signal on which faulthandler prints the stack of every thread, where there is one.
    multiprocessing's resource tracker comes last: without the others it clears shared memory away
    and ends by itself.
    """
    left: list[psutil.Process] = []
    for attempt in range(30):
        left = _started(process, before, mark)
        if not left:
            break
        for other in [other for other in left if not _is_tracker(other)] or left:
            with contextlib.suppress(psutil.Error):
                if attempt == 0 and sys.platform != "win32":
                    other.send_signal(signal.SIGABRT)
                else:
                    other.kill()
        psutil.wait_procs(left, timeout=1)
    else:
        raise RuntimeError(f"cannot end {', '.join(filter(None, map(_name, left)))}")
    process.wait()


def _is_tracker(process: psutil.Process) -> bool:
    try:
        return "multiprocessing.resource_tracker" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def _name(process: psutil.Process) -> str | None:
    try:
        command = " ".join(Path(word).name if "/" in word else word for word in process.cmdline())
        return f"pid {process.pid} ({command})"
    except psutil.Error:
        return None


def _read(output: Path) -> str:
    with output.open("rb") as file:
        text = file.read(MOST_OUTPUT).decode("utf-8", "backslashreplace")
    return text.replace("\r\n", "\n")


def _adopt_orphans() -> None:
    """Become the parent of orphans, so that none escapes and none stays a zombie; no core files."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _hear_interrupts() -> None:
    """Let Ctrl-C reach an example also where a shell's `&` has us, and all we start, ignore it."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    if in_main_thread and signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
