"""When threads and processes get their turns is luck; extremes of it, at which mistakes show.

A correct example does the same at all of them. One that asks what is so *right after* a start may
not: then it is not tried there.
"""

import re

PAUSE = 0.2  # seconds

# Each new thread waits, after its start, before it does anything.
LATE = f"""
import sys, threading, time

def wait(*event):
    sys.setprofile(None)
    time.sleep({PAUSE})

threading.setprofile(wait)
"""
LATE_PROCESSES = f"""
import multiprocessing.process, time

def late(*args, begin=multiprocessing.process.BaseProcess._bootstrap, **named):
    time.sleep({PAUSE})
    return begin(*args, **named)

multiprocessing.process.BaseProcess._bootstrap = late
"""

# In the example itself, who has done one of these things lets all others go first.
POLITE = """
import _thread, sys, threading, time

def politely(call):
    def called(*args, **named):
        try:
            return call(*args, **named)
        finally:
            if sys._getframe(1).f_globals.get("__name__") in ("__main__", "__mp_main__"):
                time.sleep({pause})
    return called

for whose, name in (
    {calls}
):
    setattr(whose, name, politely(getattr(whose, name)))
"""
STARTS = """
    (_thread, "start_new_thread"),
    (threading.Thread, "start"),
    (threading.Event, "set"),
    (threading.Condition, "notify"),
    (threading.Condition, "notify_all"),
    (threading.Semaphore, "release"),
"""
STARTS_OF_PROCESSES = """
    (multiprocessing.process.BaseProcess, "start"),
    (multiprocessing.synchronize.Event, "set"),
    (multiprocessing.synchronize.Condition, "notify"),
    (multiprocessing.synchronize.Condition, "notify_all"),
    (multiprocessing.connection.Connection, "send"),
    (multiprocessing.queues.Queue, "put"),
"""
WAITS = """
    (threading.Event, "wait"),
    (threading.Condition, "wait"),
    (threading.Barrier, "wait"),
    (threading.Semaphore, "acquire"),
"""

WAITS_OF_PROCESSES = """
    (multiprocessing.synchronize.Event, "wait"),
    (multiprocessing.synchronize.Condition, "wait"),
    (multiprocessing.connection.Connection, "recv"),
    (multiprocessing.queues.Queue, "get"),
"""
PARTS_OF_PROCESSES = """
import multiprocessing.connection, multiprocessing.queues, multiprocessing.synchronize
"""

# Of the example's own code, each thread but the first, and each process but the first, does one
# instruction at a time, in turns; on Python 3.12.1, which tells of none, one line at a time.
STEPS = """
import threading, time

def step(frame, event, argument):
    if frame.f_globals.get("__name__") in ("__main__", "__mp_main__"):
        frame.f_trace_opcodes = True
        time.sleep(0.001)
        return step

threading.settrace(step)
"""
STEPS_OF_PROCESSES = """
import multiprocessing.process, sys

def stepping(*args, begin=multiprocessing.process.BaseProcess._bootstrap, **named):
    sys.settrace(step)
    return begin(*args, **named)

multiprocessing.process.BaseProcess._bootstrap = stepping
"""

# No sleep of the example's own lasts, but those that are to outlast everything: what is right only
# since somebody slept long enough is wrong.
HASTY = """
import sys, time

def hastily(seconds, real=time.sleep):
    mine = sys._getframe(1).f_globals.get("__name__") in ("__main__", "__mp_main__")
    real(0 if mine and seconds < 3 else seconds)

time.sleep = hastily
"""
HASTILY = "no sleep lasts"

MOMENTS = {
    "as it comes": "",
    "begun late": LATE,
    "others first": POLITE.format(pause=PAUSE, calls=STARTS),
    "woken late": POLITE.format(pause=PAUSE, calls=WAITS),
    "step by step": STEPS,
    HASTILY: HASTY,
}
# Also at the moment, in a program with processes.
WITH_PROCESSES = {
    "begun late": LATE_PROCESSES,
    "others first": PARTS_OF_PROCESSES
    + POLITE.format(pause=4 * PAUSE, calls=STARTS_OF_PROCESSES),  # a new one needs its time
    "woken late": PARTS_OF_PROCESSES + POLITE.format(pause=PAUSE, calls=WAITS_OF_PROCESSES),
    "step by step": STEPS_OF_PROCESSES,
}


def at(moment: str, source: str) -> str:
    """A program that runs at one of MOMENTS; each line stays where it was."""
    code = MOMENTS[moment]
    if re.search("multiprocessing|ProcessPoolExecutor", source):
        code += WITH_PROCESSES.get(moment, "")
    return f"exec({code!r}, {{}}); {source}" if code else source
