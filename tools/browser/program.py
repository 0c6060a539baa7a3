"""Run a file as `python FILE` does."""

import builtins
import gc
import linecache
import os
import sys
import traceback
import types
from collections.abc import Callable, Sequence
from typing import Any

from tools.browser import event_loop, instrument, network, primitives
from tools.browser.scheduler import Scheduler
from tools.browser.stacks import NoStacks

HERE = os.path.dirname(__file__)


def install() -> None:
    """Replace what threads need, and import what programs mostly do. May go into a snapshot."""
    primitives.install(Scheduler(NoStacks()))
    event_loop.install()
    network.install()
    import threading

    threading.excepthook = _thread_failed
    for name in ("atexit", "concurrent.futures.thread", "logging", "random", "socketserver"):
        __import__(name)


def run(
    path: str,
    source: str,
    scheduler: Scheduler,
    arguments: Sequence[str] = (),
    leave: Callable[[int], None] = lambda status: None,
) -> int:
    """Run it to its end; returns the exit status. `leave` is called where it ends by `os._exit`."""
    primitives.begin(scheduler)
    os._exit = lambda status: (_flush(), leave(status), scheduler.stacks.pause(None))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(source)
    os.makedirs(home := os.path.expanduser("~/home"), exist_ok=True)
    os.chdir(home)
    sys.argv = [path, *arguments]
    sys.path.insert(0, os.path.dirname(path))
    status = _status(lambda: execute(path, source, scheduler))
    import atexit
    import threading

    inner: Any = threading  # whose names for itself no type checker knows
    for ending in (inner._shutdown, atexit._run_exitfuncs):
        _status(ending)
    gc.collect()  # a coroutine that was never awaited says so
    _flush()
    return status


def execute(path: str, source: str, scheduler: Scheduler, code=None) -> None:
    """Execute the program as `__main__`; what it raises is raised. `code` is it, compiled."""
    scheduler.program = path
    instrument.bind(scheduler.step)
    main = types.ModuleType("__main__")
    vars(main).update(__file__=path, __builtins__=builtins)
    sys.modules["__main__"] = main
    linecache.checkcache(path)
    fine = scheduler.seed is not None
    exec(code or instrument.instrumented(source, path, fine), vars(main))


def _status(function: Callable[[], None]) -> int:
    """The exit status of what it raises, which is printed as CPython does."""
    try:
        function()
    except SystemExit as error:
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        print(error.code, file=sys.stderr)
        return 1
    except BaseException as error:
        traceback.print_exception(cleaned(error))
        return 1
    return 0


def cleaned(error: BaseException) -> BaseException:
    """The same error, without the frames of ours in its traceback and in those of its causes."""
    seen, left = set(), [error]
    while left:
        one = left.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _without_ours(one.__traceback__)
        left += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
    return error


def _without_ours(found: types.TracebackType | None) -> types.TracebackType | None:
    kept = []
    while found:
        if os.path.dirname(found.tb_frame.f_code.co_filename) != HERE:
            kept.append(found)
        found = found.tb_next
    new = None
    for one in reversed(kept):
        new = types.TracebackType(new, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return new


def _thread_failed(args) -> None:
    """`threading.excepthook`, with a traceback as it is at home."""
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread else primitives.scheduler.current.ident
    print(f"Exception in thread {name}:", file=sys.stderr)
    traceback.print_exception(cleaned(args.exc_value))
    sys.stderr.flush()


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
