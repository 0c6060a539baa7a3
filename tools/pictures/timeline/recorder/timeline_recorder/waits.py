"""Put a record around what waits."""

import functools

from .logbook import local, log
from .names import frame_of_program, line_of


def waiting(state, told, function, *arguments, **options):
    """Call what may wait, and record it as one wait unless it is a part of another.

    `state` names the kind of wait; None records nothing, the waits within it neither. `told` holds
    further facts: `what`, the name of the thing, or `detail`; `key`, the lock.
    """
    if local.waits:
        return function(*arguments, **options)
    local.waits = True
    try:
        if state is None:
            return function(*arguments, **options)
        line = line_of(frame_of_program())
        lanes = {local.lane, local.thread}  # a task that blocks, and with it its thread
        for lane in lanes:
            log("wait", lane=lane, state=state, line=line, **told)
        try:
            return function(*arguments, **options)
        finally:
            for lane in lanes:
                log("go", lane=lane)
    finally:
        local.waits = False


def replace(owner, name, function):
    """Have a function of ours called in place of one of the library, under its name."""
    setattr(owner, name, functools.wraps(getattr(owner, name))(function))


def watch(owner, name, state, told=lambda *_, **__: {}):
    """Record each call of a function of the standard library as a wait."""
    original = getattr(owner, name)

    def recorded(*arguments, **options):
        facts = {} if local.waits else told(*arguments, **options)
        return waiting(state, facts, original, *arguments, **options)

    replace(owner, name, recorded)


def about(detail):
    """What is told of a wait for what has no name in the program."""
    return lambda *_, **__: {"detail": detail}


def due(timeout=None, *_, **__):
    """When a wait is over in any case, in milliseconds after it began."""
    return {"due": 1000 * timeout} if isinstance(timeout, int | float) else {}


def holds(key, name):
    """Record that a lock or a permit was taken; the library's own are left out."""
    if frame := frame_of_program():
        log("hold", key=key, what=name, line=frame.f_lineno)
