"""Threads: when each begins and ends, who started it, what it waits for."""

import sys
import threading
import time

from .logbook import lanes, local, log
from .names import first_line_of, frame_of_program, line_of, named
from .waits import about, due, replace, waiting, watch

BOOTSTRAP = "_bootstrap_inner"  # what each thread runs, from its first step to its last


def record():
    """Threads, and the waits of `threading` and `time`."""
    bootstrap, start = getattr(threading.Thread, BOOTSTRAP), threading.Thread.start

    def run(thread):
        local.take(getattr(thread, "_timeline_lane", local.thread))
        line = first_line_of(thread._target or type(thread).run)
        facts = {"name": thread.name, "daemon": thread.daemon, "line": line}
        log("begin", kind="thread", native=threading.get_native_id(), **facts)
        bootstrap(thread)
        log("end")

    def start_it(thread):
        # Here, and not in the new thread: who starts it has to say which lane begins.
        thread._timeline_lane = next(lanes)
        frame = frame_of_program()
        direct = frame is sys._getframe(1)
        log("start", child=thread._timeline_lane, line=line_of(frame), direct=direct)
        return waiting(None, {}, start, thread)

    replace(threading.Thread, BOOTSTRAP, run)
    replace(threading.Thread, "start", start_it)
    watch(threading.Thread, "join", "join", _joined)
    watch(threading, "_shutdown", "join", about("threads"))
    watch(threading.Event, "wait", "signal", lambda it, *limit, **by: named(it) | due(*limit, **by))
    watch(threading.Barrier, "wait", "signal", named)
    watch(threading.Condition, "wait", "signal", named)
    watch(threading.Condition, "wait_for", "signal", named)
    watch(time, "sleep", "sleep", due)


def _joined(thread, *limit, **by_name):
    return {"what": thread.name} | due(*limit, **by_name)
