"""The processes of a run: find them all, end them all, also when we ourselves are ended."""

import contextlib
import ctypes
import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Set
from pathlib import Path

import psutil

from tools.examples import services

MARK = "EXAMPLE_RUN"  # the environment variable by which a run's processes are found
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
WATCHER = Path(__file__).with_name("watcher.py")


def ours() -> set[psutil.Process]:
    """All processes below this one."""
    return set(psutil.Process().children(recursive=True))


def alive(mark: str, before: Set[psutil.Process], own: int) -> list[psutil.Process]:
    """All living processes of a run: those that are ours since `before`, or carry its mark.

    Dead ones that became ours are reaped on the way, all but the one whose pid is `own`.
    """
    found = ours() - before - services.processes()
    if not adopts_orphans(os.getpid()):
        found |= set(marked({mark}))  # it takes a look at every process of the machine
    living = []
    for other in found:
        with contextlib.suppress(psutil.Error):
            if other.status() != psutil.STATUS_ZOMBIE or other.ppid() != os.getpid():
                living.append(other)  # a zombie of another parent becomes ours when that ends
            elif other.pid != own:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(other.pid, os.WNOHANG)
    return living


def marked(marks: Set[str]) -> Iterator[psutil.Process]:
    """All processes that carry one of these marks."""
    for other in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if other.environ().get(MARK) in marks:
                yield other


def end_all(process: subprocess.Popen, before: Set[psutil.Process], mark: str) -> None:
    """End every process of a run.

    First by a signal on which faulthandler prints the stack of every thread, where there is one.
    """
    left: list[psutil.Process] = []
    for attempt in range(30):
        left = alive(mark, before, process.pid)
        if not left:
            break
        end(left, gently=attempt == 0)
        psutil.wait_procs(left, timeout=1)
    else:
        raise RuntimeError(f"cannot end {', '.join(filter(None, map(name, left)))}")
    process.wait()


def end(left: list[psutil.Process], gently: bool = False) -> None:
    """Send to these what ends them.

    multiprocessing's resource tracker comes last: without the others it clears shared memory away
    and ends by itself.
    """
    ending = [other for other in left if not _is_tracker(other)] or left
    gently = gently and sys.platform != "win32"
    for other in ending:
        with contextlib.suppress(psutil.Error):
            if gently:  # nobody goes on because another ends, and none writes into another's stack
                other.suspend()
            else:
                other.kill()
    for other in ending if gently else ():
        with contextlib.suppress(psutil.Error):
            other.send_signal(signal.SIGABRT)
            other.resume()
            _wait_for(other)


def _wait_for(other: psutil.Process) -> None:
    """Wait until it has ended, whoever reaps it; not for long, as it may catch the signal."""
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline and other.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.005)


def name(process: psutil.Process) -> str | None:
    """Pid and command of a process; None if it is gone."""
    try:
        command = " ".join(Path(word).name if "/" in word else word for word in process.cmdline())
        return f"pid {process.pid} ({command})"
    except psutil.Error:
        return None


def _is_tracker(process: psutil.Process) -> bool:
    try:
        return "multiprocessing.resource_tracker" in " ".join(process.cmdline())
    except psutil.Error:
        return False


class Watched:
    """A run that is ended, and its folder cleared away, also if we are killed meanwhile.

    One process for all our runs reads a pipe that only we write to; it ends when we end, however
    that comes, and then the watcher ends what is left of the runs that had not.
    """

    _watcher: subprocess.Popen[str] | None = None

    def __init__(self, mark: str, folder: str):
        self.line = f"{mark} {folder}\n"

    def __enter__(self) -> None:
        """Tell the watcher that the run begins; start one first, where there is none."""
        if Watched._watcher is None or Watched._watcher.poll() is not None:
            Watched._watcher = subprocess.Popen(
                [sys.executable, "-I", str(WATCHER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                text=True,
                encoding="utf-8",
            )
        self._tell("begins ")

    def __exit__(self, *_: object) -> None:
        """Tell the watcher that nothing is left of the run."""
        self._tell("is over ")

    def _tell(self, what: str) -> None:
        watcher = Watched._watcher
        assert watcher is not None
        assert watcher.stdin is not None
        with contextlib.suppress(OSError):  # somebody ended the watcher; there will be another
            watcher.stdin.write(what + self.line)
            watcher.stdin.flush()


@functools.cache
def adopts_orphans(pid: int) -> bool:
    """Become the parent of orphans, so that none escapes and none stays a zombie, where we can.

    Forks do not inherit that: so `pid`, our own, belongs to the answer.
    """
    if sys.platform != "linux":
        return False
    return ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def prepare() -> None:
    """Make ready for runs.

    Become the parent of orphans; write no core files; let Ctrl-C reach an example also where a
    shell's `&` has us, and all we start, ignore it.
    """
    adopts_orphans(os.getpid())
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    in_main_thread = threading.current_thread() is threading.main_thread()
    if in_main_thread and signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
