"""Calls of the program's own functions, for the trace to download.

Each is also a moment at which it is known which thread had the GIL.
"""

import sys
import threading

from .logbook import log
from .names import PROGRAM

MOST = 2_000  # calls of a process that are noted; from then on they cost nothing
MOST_LOOKS = 20_000  # calls of whatever function at which the profiler of 3.11 looks, in a thread


class Count:
    """How many calls were noted in this process; what Python calls at a call is handed nothing.

    Without a GIL two threads may add at once, and one be lost: the limit need not be met exactly.
    """

    noted = 0


def enter(code):
    """Note that a function of the program begins, or goes on."""
    Count.noted += 1
    log("enter", what=code.co_qualname)


def leave(code):
    """Note that it ends, or is suspended."""
    log("leave", what=code.co_qualname)


def record():
    """Note calls by the means that this Python has."""
    if monitoring := getattr(sys, "monitoring", None):  # Python 3.12
        _monitor(monitoring)
    else:
        threading.setprofile(Profiler.begin)
        Profiler.begin(None, "", None)


def _monitor(monitoring):
    tool, events = 4, monitoring.events  # 0, 1, 2 and 5 are those of others, by their names
    if monitoring.get_tool(tool) is not None:
        return
    monitoring.use_tool_id(tool, "timeline")

    def entered(code, *_):
        if code.co_filename != PROGRAM:
            return monitoring.DISABLE
        if Count.noted >= MOST:
            monitoring.set_events(tool, 0)
        else:
            enter(code)
        return None

    def left(code, *_):
        if code.co_filename != PROGRAM:
            return monitoring.DISABLE
        leave(code)
        return None

    def unwound(code, *_):  # by an exception; cannot be switched off for a single function
        if code.co_filename == PROGRAM:
            leave(code)

    def thrown(code, *_):
        if code.co_filename == PROGRAM:
            enter(code)

    callbacks = {
        events.PY_START: entered,
        events.PY_RESUME: entered,
        events.PY_THROW: thrown,
        events.PY_RETURN: left,
        events.PY_YIELD: left,
        events.PY_UNWIND: unwound,
    }
    for event, function in callbacks.items():
        monitoring.register_callback(tool, event, function)
    monitoring.set_events(tool, sum(callbacks))  # each is a bit of its own


class Profiler:
    """What Python 3.11 has: a function that is called at each call, in each thread."""

    def __init__(self):
        """Nothing was looked at yet."""
        self.looks = 0

    @classmethod
    def begin(cls, *_):
        """Look at the calls of this thread from now on."""
        sys.setprofile(cls().look)

    def look(self, frame, event, _):
        """Note those of the program's own functions."""
        self.looks += 1
        if self.looks > MOST_LOOKS or Count.noted >= MOST:
            sys.setprofile(None)
        elif frame.f_code.co_filename == PROGRAM:
            if event == "call":
                enter(frame.f_code)
            elif event == "return":
                leave(frame.f_code)
