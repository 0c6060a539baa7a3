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
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools.interpreters import Interpreter

LIMIT = 10.0  # seconds
MOST_OUTPUT = 1_000_000  # bytes
MARK = "EXAMPLE_RUN"  # the environment variable by which a run's processes are found
KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS")
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


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

    @property
    def lines(self) -> list[str]:
        """The lines of its standard output."""
        return self.stdout.splitlines()


def run(path: Path, python: Interpreter, limit: float = LIMIT) -> Run:
    """Run a file; `limit` in seconds holds for it and for everything it starts."""
    _adopt_orphans()
    before = set(psutil.Process().children(recursive=True))
    mark = uuid.uuid4().hex
    with tempfile.TemporaryDirectory(prefix="run", ignore_cleanup_errors=True) as folder:
        home = Path(folder, "home")
        home.mkdir()
        stdout, stderr = Path(folder, "stdout"), Path(folder, "stderr")
        deadline = time.monotonic() + limit
        with stdout.open("ab") as out, stderr.open("ab") as err:
            process = subprocess.Popen(
                [python.executable, path.resolve()],
                cwd=home,
                env=_environment(home, mark),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        try:
            ended = _wait(process, deadline, stdout, stderr)
            left = _wait_for_others(process, before, mark, deadline) if ended else []
            names = tuple(filter(None, map(_name, left)))
        finally:
            _end_all(process, before, mark)
        return Run(
            python=python,
            platform=sys.platform,
            stdout=_read(stdout),
            stderr=_read(stderr),
            status=process.returncode if ended else None,
            still_running=names,
        )


def _environment(home: Path, mark: str) -> dict[str, str]:
    """Nothing of ours but what an operating system needs, and all checks of Python turned on."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TMPDIR": str(home),
        "TEMP": str(home),
        "TMP": str(home),
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONDEVMODE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        MARK: mark,
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
            if any(output.stat().st_size > MOST_OUTPUT for output in outputs):
                return False


def _wait_for_others(
    process: subprocess.Popen, before: set[psutil.Process], mark: str, deadline: float
) -> list[psutil.Process]:
    """Wait until all that the example started has ended too; what is left at the deadline."""
    while left := _started(process, before, mark):
        if time.monotonic() >= deadline:
            return left
        time.sleep(0.02)
    return []


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
            if other.status() != psutil.STATUS_ZOMBIE:
                alive.append(other)
            elif other.ppid() == os.getpid() and other.pid != process.pid:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(other.pid, os.WNOHANG)
    return alive


def _end_all(process: subprocess.Popen, before: set[psutil.Process], mark: str) -> None:
    """End every process of a run.

    First by a signal on which faulthandler prints the stack of every thread, where there is one;
    multiprocessing's resource tracker is left to clear shared memory away and end by itself.
    """
    if (left := _started(process, before, mark)) and hasattr(signal, "SIGKILL"):
        for other in left:
            with contextlib.suppress(psutil.Error):
                if "resource_tracker" not in " ".join(other.cmdline()):
                    other.send_signal(signal.SIGABRT)
        psutil.wait_procs(left, timeout=1)
    for _ in range(100):
        left = _started(process, before, mark)
        if not left:
            break
        for other in left:
            with contextlib.suppress(psutil.Error):
                other.kill()
        psutil.wait_procs(left, timeout=0.1)
    else:
        raise RuntimeError(f"cannot end {', '.join(filter(None, map(_name, left)))}")
    process.wait()


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
