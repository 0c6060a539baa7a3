"""Tasks of asyncio: when each is made, runs, is suspended and why."""

import os
import weakref

from .imports import when_imported
from .logbook import lanes, local, log
from .names import PROGRAM, call_text, frame_of_program, line_of, name_of
from .waits import replace

# What a coroutine of asyncio waits for, by the class or the function to which it belongs; what is
# not here waits for other tasks.
STATES = {"sleep": "sleep", "Queue": "queue", "Lock": "lock", "Semaphore": "lock"}
STATES["_ContextManagerMixin"] = "lock"  # `async with`
STATES |= dict.fromkeys(("Event", "Condition", "Barrier"), "signal")
STATES |= dict.fromkeys(("StreamReader", "StreamWriter", "open_connection", "Server"), "io")
STATES |= dict.fromkeys(("BaseEventLoop", "BaseSelectorEventLoop", "start_server"), "io")


def suspended(task):
    """Where a task stands and what it awaits."""
    inner = program = None
    coroutine = task.get_coro()
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        if frame and frame.f_code.co_filename == PROGRAM:
            program, inner = frame, None
        elif frame and inner is None:
            inner = frame
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    waiter = getattr(task, "_fut_waiter", None)
    of_tasks = hasattr(waiter, "get_coro") or type(waiter).__name__ == "_GatheringFuture"
    return {"line": line_of(program)} | _awaited(inner, program, of_tasks)


def _awaited(frame, program, of_tasks):
    """What the outermost coroutine waits for that is not the program's."""
    if frame is None:  # it awaits a task or a future itself
        return {"state": "join", "detail": "tasks" if of_tasks else "result"}
    name = frame.f_code.co_qualname
    owner = name.partition(".")[0]
    if os.path.basename(os.path.dirname(frame.f_code.co_filename)) != "asyncio":
        return {"state": "join", "what": name}
    if owner == "sleep":
        return {"state": "sleep", "due": 1000 * frame.f_locals["delay"]}  # milliseconds
    if name == "to_thread":
        return {"state": "join", "detail": "result"}
    state = STATES.get(owner, "join")
    if state == "join":
        return {"state": state, "detail": "tasks"}
    return {"state": state, "what": name_of(frame.f_locals.get("self", ...), program)}


@when_imported("asyncio.base_events")
def record_tasks(base):
    """Tasks: when each is made, runs, is suspended and why."""
    create, run = base.BaseEventLoop.create_task, base.events.Handle._run
    known = weakref.WeakKeyDictionary()

    def create_task(loop, coroutine, **options):
        task = create(loop, coroutine, **options)
        code = getattr(coroutine, "cr_code", None)
        if code is not None and code.co_filename == PROGRAM:
            known[task] = f"task{next(lanes)}"
            frame, names = coroutine.cr_frame, code.co_varnames[: code.co_argcount]
            arguments = [frame.f_locals[name] for name in names if name in frame.f_locals]
            default = task.get_name().startswith("Task-")
            name = call_text(coroutine, arguments) if default else task.get_name()
            log("start", child=known[task], line=line_of(frame_of_program()), direct=True)
            line = code.co_firstlineno
            log("begin", kind="task", name=name, daemon=False, line=line, task=known[task])
        return task

    def step(handle):
        task = getattr(handle._callback, "__self__", None)
        lane = known.get(task) if isinstance(task, base.futures.Future) else None
        if task is None or lane is None:
            return run(handle)
        log("run", task=lane)
        before, local.lane = local.lane, lane  # what it notes meanwhile is the task's
        try:
            return run(handle)
        finally:
            local.lane = before
            if task.done():
                log("end", task=lane)
            else:
                log("await", task=lane, **suspended(task))

    replace(base.BaseEventLoop, "create_task", create_task)
    replace(base.events.Handle, "_run", step)
