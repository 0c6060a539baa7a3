"""Record the lives of an example's processes, on Linux; elsewhere take what is stored beside it."""

import contextlib
import json
import re
import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from tools import cache, interpreters
from tools.examples import outcome, recording, runner
from tools.examples.judge import problems
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import write_whole
from tools.interpreters import Interpreter
from tools.pictures.process_life.life import Life, alike, helper, quiet
from tools.pictures.process_life.watch import Watch

SYSTEM = "linux"
FOLDERS = re.compile(r"[^\s'\"]*/(?=[^/\s'\"])")


class BadLife(BadSnippet):
    """The lives of an example cannot be shown; the message says which and why."""


def record(snippet: Snippet, python: Interpreter, given: str = "") -> Life:
    """Run an example and watch it; `given` are its arguments. Raises BadLife."""
    stated = replace(outcome.outcome_of(snippet), arguments=tuple(given.split()))
    names, wrong = stated.lives[given], []
    for _ in range(cache.ATTEMPTS):  # on a busy machine a short life may pass unseen
        with Watch() as watch:
            run = runner.run(
                snippet.path,
                python,
                stated.limit,
                stated.arguments,
                development=False,
                typed=stated.typed,
            )
        life = Life(watch.processes, watch.output, str(python))
        printed = run if given else recording.recorded_run(snippet)
        wrong = problems(snippet, run, stated, printed)
        named = [one for one in life.processes if not helper(one, life)]
        if wrong:
            break
        if len(named) == len(names):
            left = iter(names)
            called = [
                one if helper(one, life) else replace(one, name=next(left))
                for one in life.processes
            ]
            return replace(life, processes=called)
        wrong = [f"it had {len(named)} processes; outcomes.py names {', '.join(names)}"]
    raise BadLife(
        f"{snippet.name} {given}".rstrip() + f", recorded for its life: {'; '.join(wrong)}"
    )


def recordings(snippet: Snippet) -> dict[str, Life]:
    """A recording for each of the arguments that outcomes.py states. Raises BadLife."""
    stated = outcome.outcome_of(snippet)
    if not stated.lives:
        raise BadLife(f"{snippet.name}: name its processes in outcomes.py, with lives=")
    if sys.platform != SYSTEM:
        return stored(snippet)
    python = interpreters.newest() or interpreters.running()
    own = [file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.py"))]
    found = {}
    for given, names in stated.lives.items():
        run_with = replace(stated, arguments=tuple(given.split())).conditions
        key = cache.key_of(snippet.source, *own, python, *run_with, *names)
        kind = f"life.{given}" if given else "life"
        make = partial(record, snippet, python, given)
        cached = cache.cached(snippet.name, kind, key, lambda m=make: asdict(m()), quiet)
        found[given] = Life.of(cached)
    return found


def file_of(snippet: Snippet) -> Path:
    """Where the stored recording of a snippet is."""
    return snippet.path.with_suffix(".life.json")


def digest(snippet: Snippet) -> str:
    """Which text of a program a stored recording is of."""
    return cache.key_of(snippet.source)[:16]


def _seal(told: dict) -> str:
    """What changes with any change of what a recording tells."""
    return cache.key_of(json.dumps(told))[:16]


def _told(life: Life) -> dict:
    """A recording without the folders of the machine that made it."""
    named = [replace(one, command=FOLDERS.sub("", one.command)) for one in life.processes]
    return asdict(replace(life, processes=named))


def stored(snippet: Snippet) -> dict[str, Life]:
    """The stored recordings of a snippet. Raises BadLife if there is none of its present text."""
    try:
        found = json.loads(file_of(snippet).read_text("utf-8"))
        seal = found.pop("sealed")
        if seal == _seal(found) and found.pop("source") == digest(snippet):
            return {given: Life.of(life) for given, life in found.items()}
    except (OSError, ValueError, LookupError, TypeError):
        pass
    raise BadLife(
        f"{snippet.name}: {file_of(snippet).name} is missing, of another text of the program, or "
        "changed by hand; "
        f"run on Linux: pytest docs -k {snippet.path.stem} --record"
    )


def store(snippet: Snippet, python: Interpreter) -> None:
    """Store fresh recordings, where there are to be any, unless those stored tell the same."""
    if sys.platform != SYSTEM or not outcome.outcome_of(snippet).lives:
        return
    fresh = {
        given: cache.tried(partial(record, snippet, python, given), quiet)
        for given in outcome.outcome_of(snippet).lives
    }
    with contextlib.suppress(BadLife):
        if alike(stored(snippet), fresh):
            return
    told = {"source": digest(snippet), **{given: _told(one) for given, one in fresh.items()}}
    text = json.dumps(told | {"sealed": _seal(told)})
    text = text.replace('{"begin"', '\n{"begin"').replace('"output"', '\n"output"')
    write_whole(file_of(snippet), f"{text}\n".encode())
