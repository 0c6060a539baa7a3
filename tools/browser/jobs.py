"""What the page asks of Python: facts go out as messages of JSON, and the page has the words."""

import gc
import json
import sys
import traceback
from collections.abc import Callable

from tools.browser import greenlets, instrument, program, seeds
from tools.browser.scheduler import Event, Scheduler
from tools.browser.stacks import JspiStacks, warm

MOST_EVENTS = 20_000
MOST_STATES = 1500  # that are explored in a page


def _post() -> Callable[[dict], None]:
    from pyodide.code import run_js

    post = run_js("(text) => postMessage(JSON.parse(text))")
    return lambda message: post(json.dumps(message))


def run(request: str) -> None:
    """Run a program: `path`, `source`, `arguments`, `seed` or null, `skip_waits`.

    With a seed, what each thread did is told before the end. The last message is `{"end": …}`: an
    exit `status`, or of a deadlock the threads that wait.
    """
    asked, post = json.loads(request), _post()
    watcher = Watcher()

    def end(**facts) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        post({"events": watcher.events})
        post({"end": facts})

    scheduler = Scheduler(
        warm(JspiStacks()),
        seed=asked["seed"],
        skip_waits=asked["skip_waits"],
        on_deadlock=lambda scheduler: end(waiting=_waiting(scheduler)),
        watch=None if asked["seed"] is None else watcher,
        program=asked["path"],
    )
    status = program.run(
        asked["path"],
        asked["source"],
        scheduler,
        asked["arguments"],
        leave=lambda status: end(status=status),
    )
    end(status=status)


def many(request: str) -> None:
    """Run a program with many seeds: `path`, `source`, `seeds`; tells how it goes."""
    asked, post = json.loads(request), _post()
    try:
        code = instrument.instrumented(asked["source"], asked["path"], fine=True)
    except SyntaxError as error:
        traceback.print_exception(error.with_traceback(None))
        sys.stderr.flush()
        post({"end": {"status": 1}})
        return
    found = seeds.Found()
    for seed in range(asked["seeds"]):
        found.add(seed, seeds.ending(code, asked["path"], asked["source"], seed, JspiStacks()))
        if seed % 10 == 9:
            post({"seeds": seed + 1, "endings": found.facts()})
    post({"end": {"seeds": asked["seeds"], "endings": found.facts()}})


def explore(request: str) -> None:
    """Execute all interleavings of a program: `path`, `source`.

    The last message is `{"end": …}`: `orders` and `endings`, or the `refused` line and the reason.
    """
    asked, post = json.loads(request), _post()
    greenlets.install(warm(JspiStacks()))
    gc.disable()  # a collection walks stacks that are put aside, and dies
    from tools.interleavings.explore import explore as explored
    from tools.interleavings.facts import Refused

    try:
        found = explored(asked["source"], asked["path"], most=MOST_STATES)
    except Refused as refused:
        refusal = refused.refusal
        post({"end": {"refused": refusal.line, "why": refusal.why, "what": refusal.what}})
        return
    endings = [
        {
            "how": ending.kind if ending.is_bad else "exit",
            "bad": ending.is_bad,
            "printed": _told(found.states[ending.states[0]]),
            "count": ending.orders,
            "moves": list(ending.shortest),
            "seeds": [],
        }
        for ending in found.endings
    ]
    post({"end": {"orders": found.count, "endings": endings}})


def _told(state) -> str:
    """What there is to see of the last state: errors, shared values, output."""
    errors = [thread.error for thread in state.threads if thread.error]
    values = [f"{name} = {value}" for name, value in state.values.items()]
    return "\n".join([*errors, *values, state.out])


class Watcher:
    """Keeps what the threads did, for a picture: one event for each change."""

    def __init__(self):
        self.events: list[list] = []
        self._last: tuple | None = None
        self._names: dict[int, str] = {}

    def __call__(self, event: Event) -> None:
        """Take an event in."""
        now = (event.thread, event.what, event.line)
        if now != self._last and len(self.events) < MOST_EVENTS:
            self._last = now
            name = self._names.setdefault(event.thread, _name(event.thread))  # also once it is gone
            self.events.append([event.step, name, event.what, event.line])


def _name(ident: int) -> str:
    import threading

    thread = threading._active.get(ident)
    return thread.name if thread else str(ident)


def _waiting(scheduler: Scheduler) -> list[tuple[str, int]]:
    return [(_name(ident), line) for ident, line in scheduler.waiting()]
