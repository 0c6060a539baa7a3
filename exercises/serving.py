"""For checks of a service: the program serves by HTTP, in a process of its own, and is asked."""

import json
import subprocess
import sys
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException

from tail import HERE, NAME


@contextmanager
def service(file):
    """The program, serving a file: its process, and its port. It prints its address first."""
    command = [sys.executable, str(HERE / f"{NAME}.py"), file]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stdout.readline()
            if not said.startswith("http://127.0.0.1:"):
                sys.exit(f"{NAME}.py {file} has to print http://127.0.0.1:PORT first, not: {said}")
            yield process, int(said.strip().rstrip("/").rsplit(":")[-1])
        finally:
            process.kill()


def http(port, *request):
    """The status and the JSON of an answer."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        try:
            connection.request(*request)
            got = connection.getresponse()
            return got.status, json.loads(got.read())
        except TimeoutError:
            sys.exit("There was no answer for 10 s. Does one client keep the others waiting?")
        except (OSError, HTTPException, ValueError) as error:
            sys.exit(f"No JSON was answered to {request}: {type(error).__name__}: {error}")
