"""Runs in an example before it begins: leave a mark if it ends as programs end, not by os._exit().

It takes itself out of everything that the program or its children could see of it.
"""

import atexit
import os
import sys


def leave_mark(mark: str, pid: int) -> None:
    """Write the mark, in the program itself only: a fork inherits this."""
    if os.getpid() == pid:
        os.close(os.open(mark, os.O_CREAT | os.O_WRONLY))


if "EXAMPLE_ENDED" in os.environ:  # not again in a subinterpreter or a child
    atexit.register(leave_mark, os.environ.pop("EXAMPLE_ENDED"), os.getpid())
    own = os.path.dirname(__file__)
    sys.path[:] = [place for place in sys.path if place != own]
    others = [place for place in os.environ["PYTHONPATH"].split(os.pathsep) if place != own]
    if others:
        os.environ["PYTHONPATH"] = os.pathsep.join(others)
    else:
        del os.environ["PYTHONPATH"]
