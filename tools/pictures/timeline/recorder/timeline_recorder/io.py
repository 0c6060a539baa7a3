"""Waits for input and output, and for other programs."""

import builtins
import os
import select

from . import processes
from .imports import when_imported
from .waits import about, replace, waiting, watch


def record():
    """What blocks in `os`, `select` and in the built-in functions."""
    if hasattr(os, "fork"):
        processes.record_forks()
    read = os.read

    def recorded(descriptor, *arguments):
        return waiting("io" if _blocks(descriptor) else None, {}, read, descriptor, *arguments)

    replace(os, "read", recorded)
    watch(select, "select", "io")
    watch(builtins, "input", "io")


def _blocks(descriptor):
    try:
        return os.get_blocking(descriptor)
    except (OSError, TypeError, AttributeError):
        return True


@when_imported("signal")
def record_signals(signal):
    """Waits for a signal of the system."""
    for name in ("pause", "sigwait", "sigwaitinfo", "sigtimedwait"):
        if hasattr(signal, name):
            watch(signal, name, "signal")


@when_imported("socket")
def record_sockets(socket):
    """Sockets that block."""
    for name in ("accept", "connect", "recv", "recv_into", "recvfrom", "send", "sendall"):
        original = getattr(socket.socket, name)

        def recorded(sock, *arguments, _original=original, **options):
            state = None if sock.gettimeout() == 0 else "io"
            return waiting(state, {}, _original, sock, *arguments, **options)

        replace(socket.socket, name, recorded)


@when_imported("selectors")
def record_selectors(selectors):
    """The wait of an event loop for the next event."""
    for kind in vars(selectors).copy().values():
        if isinstance(kind, type) and "select" in vars(kind) and kind.__name__ != "BaseSelector":
            watch(kind, "select", "io", about("event"))


@when_imported("subprocess")
def record_subprocesses(subprocess):
    """The wait for another program."""
    for name in ("wait", "communicate"):
        watch(subprocess.Popen, name, "join", about("program"))
