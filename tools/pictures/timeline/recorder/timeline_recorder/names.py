"""What the program calls things, and in which line it is."""

import functools
import os
import sys

PROGRAM = os.environ["TIMELINE_PROGRAM"]
SHORT = 24  # characters of a value that are kept


def short(value):
    """A value as text, not too long, and without its address, which says nothing."""
    try:
        text = repr(value)
    except Exception:  # the program's own __repr__
        text = type(value).__name__
    if text.startswith("<") and " at 0x" in text:
        # <__main__.Cook object at 0x…>, <asyncio.Queue at 0x…>, <function bake at 0x…>,
        # <bound method Cook.bake of <…>>
        words = text[1:].partition(" at 0x")[0].partition(" of ")[0].split() or ["?"]
        plain = len(words) == 1 or words[-1] == "object"
        text = words[0].rpartition(".")[2] if plain else words[-1]
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def call_text(function, arguments):
    """`cook('soup')`."""
    while isinstance(function, functools.partial):
        function, arguments = function.func, [*function.args, *arguments]
    name = getattr(function, "__name__", None) or type(function).__name__
    return f"{name}({', '.join(map(short, arguments))})"


_parents = None  # the frame of the program in which its parent forked this process


def leave_to_parent():
    """What runs now is a child: the frames of the program below this one are its parent's."""
    global _parents
    _parents = frame_of_program()


def frame_of_program():
    """The innermost frame of the program itself; None if a library's thread runs."""
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename != PROGRAM:
        frame = frame.f_back
    return frame if frame is not _parents else None


def line_of(frame):
    """The line where a frame is; 0 if there is none."""
    return frame.f_lineno if frame else 0


def first_line_of(function):
    """The line where a function of the program begins; 0 if it is a library's."""
    while isinstance(function, functools.partial):
        function = function.func
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code and code.co_filename == PROGRAM else 0


def name_of(thing, frame):
    """What the program calls a lock or a queue: the name of a variable, or nothing."""
    if frame is None:
        return ""
    owner = frame.f_locals.get("self")
    for names, before in ((frame.f_globals, ""), (getattr(owner, "__dict__", {}), "self.")):
        for name, value in list(names.items()):
            if is_or_has(value, thing):
                return before + name
    local_names = list(frame.f_locals.items())
    return next((name for name, value in local_names if is_or_has(value, thing)), "")


def is_or_has(value, thing):
    """Is it that very thing, or a condition or a shared value with that lock?"""
    if value is thing:
        return True
    library = type(value).__module__.partition(".")[0] in ("threading", "multiprocessing")
    return library and getattr(value, "_lock", None) is thing


def named(thing, *_, **__):
    """The program's name of the first argument."""
    return {"what": name_of(thing, frame_of_program())}
