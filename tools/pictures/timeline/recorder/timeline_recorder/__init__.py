"""Record a program from within: what its threads, processes and tasks wait for."""

import atexit
import contextlib
import importlib
import os

from . import calls, io, locks, logbook, pools, processes, queues, tasks, threads

# They register what is to be done when a program imports a module that they watch.
__all__ = ["calls", "io", "pools", "processes", "queues", "start", "tasks"]


def start() -> None:
    """Record from now on."""
    locks.record()
    threads.record()
    io.record()
    for name in filter(None, os.environ.get("TIMELINE_IMPORTS", "").split()):
        module, _, part = name.partition(":")
        with contextlib.suppress(ImportError, AttributeError):  # the program may expect that
            getattr(importlib.import_module(module), part or "__name__")
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_forked)
    logbook.log("born", parent=os.getppid())
    atexit.register(logbook.log, "end")  # the first to be registered is the last to be called
    exit_at_once = os._exit

    def _exit(status):
        logbook.log("end")
        exit_at_once(status)

    os._exit = _exit
    calls.record()


def _forked() -> None:
    """A forked child is a process of its own, with a file of its own."""
    os.environ["TIMELINE_RECORDED"] = f"{os.getpid()}"
    logbook.forked()
    logbook.log("born", parent=os.getppid())
