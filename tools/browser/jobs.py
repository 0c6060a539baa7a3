"""What the page asks of Python: facts go out as messages of JSON, and the page has the words."""

import gc
import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tools.browser import greenlets, instrument, program, seeds
from tools.browser.scheduler import Scheduler
from tools.browser.stacks import JspiStacks, warm
from tools.browser.watcher import Watcher, waiting

EXERCISES = Path(__file__).parents[2] / "exercises" / "in_page"


def _post() -> Callable[[dict], None]:
    from pyodide.code import run_js  # pyright: ignore[reportMissingImports] - of the browser

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
        on_deadlock=lambda scheduler: end(waiting=waiting(scheduler.waiting())),
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
        found.add(
            seed,
            seeds.ending(code, asked["source"], seeds.scheduler(seed, JspiStacks(), asked["path"])),
        )
        if seed % 10 == 9:
            post({"seeds": seed + 1, "endings": found.facts()})
    post({"end": {"seeds": asked["seeds"], "endings": found.facts()}})


def explore(request: str) -> None:
    """Execute all interleavings of a program: `path`, `source`.

    The last message is `{"end": …}`: `interleavings` and `endings`, or how it was `refused`.
    """
    asked, post = json.loads(request), _post()
    greenlets.install(warm(JspiStacks()))
    gc.disable()  # a collection walks stacks that are put aside, and dies
    from tools.interleavings.explore import explore as explored
    from tools.interleavings.facts import Refused

    try:
        found = explored(asked["source"], asked["path"])
    except Refused as refused:
        refusal = refused.refusal
        post({"end": {"refused": asdict(refusal)}})
        return
    endings = [
        {
            "how": ending.kind if ending.is_bad else "exit",
            "bad": ending.is_bad,
            "printed": _told(found.states[ending.states[0]]),
            "count": ending.interleavings,
            "moves": list(ending.shortest),
            "seeds": [],
        }
        for ending in found.endings
    ]
    post({"end": {"interleavings": found.count, "endings": endings}})


def check(request: str) -> None:
    """Judge an exercise: `path`, `source`, `exercise`; tells how it goes.

    The last message is `{"end": {"verdict": …}}`.
    """
    asked, post = json.loads(request), _post()
    greenlets.install(warm(JspiStacks()))
    gc.disable()
    from tools.browser import judge

    scenes = (EXERCISES / f"{asked['exercise']}.py").read_text("utf-8")
    verdict = judge.judge(
        asked["path"], asked["source"], scenes, JspiStacks, lambda going: post({"judging": going})
    )
    post({"end": {"verdict": verdict}})


def _told(state) -> str:
    """What there is to see of the last state: errors, shared values, output."""
    errors = [thread.error for thread in state.threads if thread.error]
    values = [f"{name} = {value}" for name, value in state.values.items()]
    return "\n".join([*errors, *values, state.out])
