"""Measure: run the measured programs on the interpreters of a level."""

import contextlib
import datetime
import hashlib
import json
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from packaging.version import Version

from tools import interpreters
from tools.examples import environments, runner, services
from tools.examples import snippet as snippets
from tools.examples.environments import Unavailable
from tools.examples.judge import failings
from tools.examples.outcome import BadOutcome, outcome_of
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import BUILD, ROOT
from tools.interpreters import Interpreter
from tools.machine import machine
from tools.measurements import printed
from tools.measurements import results as results_file
from tools.measurements.printed import BadOutput
from tools.measurements.results import FORMAT, BadResults, Results

LIMIT = 60.0  # seconds, for one run of one program
ALSO = ("locks/lost_updates.py",)  # measured, but shown where its lesson is taught
# Told of one interpreter with a GIL and one without: the others would take minutes for nothing.
NEWEST_ONLY = {
    "scaling",
    "servers",
    "sharing",
    "sockets",
    "sockets_asyncio",
    "talking",
    "talking_bytes",
    "task_size",
    "waiting",
}
TASK_COST = "task_cost"  # and so for these: one program for each tool that runs tasks
WARM_UP = "cpu_bound"  # it starts workers of every kind
BUILD_PROBE = """
import json, platform, sysconfig
arguments = sysconfig.get_config_var("CONFIG_ARGS") or ""
print(json.dumps([
    platform.python_compiler(),
    "--enable-optimizations" in arguments,
    "--with-lto" in arguments,
    bool(sysconfig.get_config_var("Py_DEBUG")),
]))
"""


@dataclass(frozen=True)
class Level:
    """How much is measured."""

    every_python: bool
    """Every Python found that the site supports, or only the running one."""
    processes: int
    """How often each program is run by each Python, every time in a fresh process."""
    scale: float
    """By how much a program multiplies its work."""
    file: Path
    """Where the results are stored."""


LEVELS = {
    "full": Level(True, 2, 1, BUILD / "measurements.json"),
    "quick": Level(False, 1, 1, BUILD / "measurements.json"),
    "smoke": Level(False, 1, 0.01, BUILD / "measurements-smoke.json"),
}


def programs() -> list[Snippet]:
    """All programs that are measured."""
    found = [s for s in snippets.every_snippet() if s.is_measured]
    also = [Snippet(name) for name in ALSO]
    return found + [snippet for snippet in also if snippet.path.is_file()]


def pythons_of(level: Level) -> tuple[Interpreter, ...]:
    """The interpreters of a level, those that are too old left out."""
    if not level.every_python:
        return (interpreters.running(),)
    supported = snippets.SpecifierSet(snippets.SUPPORTED)
    return tuple(
        python
        for python in interpreters.find()
        if Version(".".join(map(str, python.version))) in supported
    )


def key(level: str) -> str:
    """A digest of all that makes results comparable: programs, interpreters, machine, level."""
    facts = [
        FORMAT,
        [(program.name, program.source) for program in programs()],
        [
            (str(python), os.path.realpath(python.executable))
            for python in pythons_of(LEVELS[level])
        ],
        level,
        machine(),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def stamped(level: str, pythons: tuple[Interpreter, ...]) -> dict:
    """All that a reader must know to compare: machine, load, interpreters, commit, UTC time."""
    load = psutil.getloadavg()[0]  # of the last minute
    return {
        "format": FORMAT,
        "key": key(level),
        "level": level,
        "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": machine() | {"load": round(load, 2)},
        "pythons": [_described(python) for python in pythons],
    }


def _described(python: Interpreter) -> dict:
    said = subprocess.run(
        [python.executable, "-I", "-c", BUILD_PROBE], capture_output=True, text=True, timeout=20
    )
    compiler, optimized, lto, debug = json.loads(said.stdout)
    words = [compiler, *["PGO"] * optimized, *["LTO"] * lto, *["debug"] * debug]
    return {
        "name": python.name,
        "full": str(python),
        "gil": python.gil,
        "build": ", ".join(words),
    }


def _commit() -> str | None:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run(
            ["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, text=True, check=True
        )
        return said.stdout.strip()
    return None


def asked_of(program: Snippet, pythons: Sequence[Interpreter]) -> list[Interpreter]:
    """Those of some interpreters on which a program is measured."""
    name = program.path.stem
    if name in NEWEST_ONLY or name.startswith(TASK_COST):
        free = [python for python in pythons if not python.gil]
        newest = [interpreters.newest(pythons) or pythons[-1], *free[-1:]]
        tools = _with_all_tools(pythons) if name.startswith(TASK_COST) else None
        pythons = list(dict.fromkeys([*newest, *([tools] if tools else [])]))
    return [python for python in pythons if program.left_out(python) is None]


def _with_all_tools(pythons: Sequence[Interpreter]) -> Interpreter | None:
    """The newest interpreter for which all that runs tasks can be had: they are compared on one."""
    asked = [program for program in programs() if program.path.stem.startswith(TASK_COST)]
    left = list(pythons)
    while newest := interpreters.newest(left):
        if all(_to_be_had(program, newest) for program in asked):
            return newest
        left.remove(newest)
    return None


def _to_be_had(program: Snippet, python: Interpreter) -> bool:
    with contextlib.suppress(BadSnippet):  # it will be told when the program is to run
        try:
            environments.with_packages(program, python)
        except Unavailable:
            return False
    return program.left_out(python) is None


def measure(level: str, say: Callable[[str], None]) -> Results:
    """Run every program on the interpreters of a level; `say` is told the progress.

    A program that fails loses its own values only, and is named in `failures`.
    """
    chosen = LEVELS[level]
    pythons = pythons_of(chosen)
    results = Results(stamped(level, pythons))
    # In rounds, so that what else the machine does meets all of them.
    once = [(program, python) for program in programs() for python in asked_of(program, pythons)]
    todo = once * chosen.processes
    for python in dict.fromkeys(python for _, python in todo):
        _warm_up(python, say)
    runs, out, failed, began = defaultdict(list), set(), set(), time.monotonic()
    for number, (program, python) in enumerate(todo):
        left = _left(began, number, len(todo))
        say(f"measuring {number + 1} of {len(todo)}{left}: {program.name} on {python}")
        if (program, python) in failed | out:
            continue
        try:
            found, notes = _one_run(program, python, chosen.scale)
        except Unavailable as error:  # its packages are not to be had here
            out.add((program, python))
            _note(results, program, python, [str(error)])
            continue
        except BadOutput as error:
            failed.add((program, python))
            why = {"program": program.path.stem, "python": python.name, "why": str(error)}
            results.failures.append(why)
            say(f"snippets/{program.name} failed on {python}: {error}")
            continue
        _note(results, program, python, notes)
        for name, values in found.items():
            runs[program, python, *name].append(values)
    for (program, python, label, x, unit, of), values in runs.items():
        if (program, python) not in failed:
            where = (program.path.stem, label, x, python.name)
            results.benchmarks[where] = results_file.benchmark(where, unit, of, values)
    return results


def _note(results: Results, program: Snippet, python: Interpreter, notes: list[str]) -> None:
    for text in notes:
        entry = {"program": program.path.stem, "python": python.name, "text": text}
        if entry not in results.notes:
            results.notes.append(entry)


def _warm_up(python: Interpreter, say: Callable[[str], None]) -> None:
    """Have an interpreter compile what it imports, which it does once and for all."""
    say(f"warming up {python}")
    for program in programs():
        if program.path.stem == WARM_UP:
            with contextlib.suppress(BadOutput):  # if it fails, it will fail again, and be named
                _one_run(program, python, LEVELS["smoke"].scale)


def _left(began: float, done: int, all_of_them: int) -> str:
    if not done:
        return ""
    seconds = (time.monotonic() - began) / done * (all_of_them - done)
    return f", about {seconds:.0f} s left"


def _one_run(
    program: Snippet, python: Interpreter, scale: float
) -> tuple[printed.Values, list[str]]:
    """The values and the notes that one run prints. Raises BadOutput and Unavailable."""
    try:
        python = environments.with_packages(program, python)
    except BadSnippet as error:
        raise BadOutput(str(error)) from None
    began = time.monotonic()
    try:
        outcome = outcome_of(program)
        with services.lend(outcome.services) as lent:
            run = runner.run(
                *(program.path, python, LIMIT, [str(scale)]),
                development=False,
                environment=lent.environment,
            )
    except (BadOutcome, services.NotStarted) as error:
        raise BadOutput(str(error)) from None
    if run.status is None:
        raise BadOutput(f"stopped after {LIMIT:g} s")
    if run.status:
        last = run.stderr.strip().splitlines()[-1:]
        raise BadOutput(f"exit status {run.status}" + "".join(f": {line}" for line in last))
    wall = time.monotonic() - began
    if wrong := failings(program, run, outcome):
        raise BadOutput(wrong[0])
    return printed.read(run.lines, wall)


def stored(level: str) -> Results:
    """The stored results, if they will do for a level: of these programs, on this machine.

    Raises BadResults that says why there are none.
    """
    file = LEVELS[level].file
    results = results_file.read(file)
    measured = results.stamp.get("level")
    if measured not in (level, "full") or results.stamp.get("key") != key(measured):
        place = file.relative_to(ROOT).as_posix()
        raise BadResults(f"{place} is of other programs, other interpreters or another machine")
    return results
