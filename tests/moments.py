"""When threads get their turns is luck; extremes of it are made here, at which mistakes show.

A correct example does the same at all of them. One that asks what is so *right after* a start may
not: then it is not tried there.
"""

PAUSE = 0.2  # seconds

# Each new thread waits, after its start, before it does anything.
LATE = f"""
import sys, threading, time

def wait(*event):
    sys.setprofile(None)
    time.sleep({PAUSE})

threading.setprofile(wait)
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
WAITS = """
    (threading.Event, "wait"),
    (threading.Condition, "wait"),
    (threading.Barrier, "wait"),
    (threading.Semaphore, "acquire"),
"""

# Of the example's own code, each thread but the first does one instruction at a time, in turns.
STEPS = """
import threading, time

def step(frame, event, argument):
    if frame.f_globals.get("__name__") in ("__main__", "__mp_main__"):
        frame.f_trace_opcodes = True
        time.sleep(0.001)
        return step

threading.settrace(step)
"""

MOMENTS = {
    "as it comes": "",
    "begun late": LATE,
    "others first": POLITE.format(pause=PAUSE, calls=STARTS),
    "woken late": POLITE.format(pause=PAUSE, calls=WAITS),
    "step by step": STEPS,
}


def at(moment: str, source: str) -> str:
    """A program that runs at one of MOMENTS; each line stays where it was."""
    code = MOMENTS[moment]
    return f"exec({code!r}, {{}}); {source}" if code else source
