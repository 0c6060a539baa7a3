"""Measure: run the measured programs on every interpreter, and keep every value with a stamp.

`python -m tools.measure` does it by hand. The values are kept in the format of pyperf, which can
read, show and compare the file, too.
"""

import argparse
import contextlib
import datetime
import functools
import hashlib
import io
import json
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pyperf
from packaging.version import Version

from tools import interpreters
from tools.examples import runner
from tools.examples import snippet as snippets
from tools.examples.snippet import Snippet
from tools.files import BUILD, ROOT, write_whole
from tools.interpreters import Interpreter
from tools.machine import machine

FORMAT = 1
FOLDER = BUILD
LIMIT = 60.0  # seconds, for one run of one program
ALSO = ("locks/lost_updates.py",)  # measured, but shown where its lesson is taught
WARM_UP = "cpu_bound"  # it starts workers of every kind
LINE = re.compile(
    r"(?P<label>[a-z][^:]*?)(?: x (?P<x>\d+))?: (?P<value>[\d,]+(?:\.\d+)?)"
    r"(?: of (?P<of>[\d,]+))? (?P<unit>s|B|/s|lost)"
)
NOTE = "note: "
PYPERF_UNITS = {"s": "second", "B": "byte", "/s": "integer", "lost": "integer"}
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
    """Where the results are kept."""


LEVELS = {
    "full": Level(True, 2, 1, FOLDER / "measurements.json"),
    "quick": Level(False, 1, 1, FOLDER / "measurements.json"),
    "smoke": Level(False, 1, 0.01, FOLDER / "measurements-smoke.json"),
}


class BadResults(ValueError):
    """A file of results cannot be used; the message says which and why."""


class BadOutput(ValueError):
    """A measured program failed or printed what cannot be read; the message says what."""


@dataclass
class Results:
    """What was measured, where and when."""

    stamp: dict
    """The machine, the interpreters, the commit, the time: see `stamped`."""
    failures: list[dict] = field(default_factory=list)
    """The programs that failed: `program`, `python`, `why`."""
    notes: list[dict] = field(default_factory=list)
    """What programs say of their own limits: `program`, `python`, `text`."""
    benchmarks: dict[tuple, pyperf.Benchmark] = field(default_factory=dict)
    """All values, by (program, label, x or None, name of the interpreter)."""

    @property
    def pythons(self) -> list[str]:
        """The short names of the interpreters: `3.14`, `3.13t`."""
        return [python["name"] for python in self.stamp["pythons"]]

    def values(self, program: str, label: str, python: str, x: int | None = None) -> list[float]:
        """Every value of one benchmark, in seconds, bytes, or a number; empty if there is none.

        Of updates that a program lost, the values tell how many it kept: see `of`.
        """
        found = self.benchmarks.get((program, label, x, python))
        return list(found.get_values()) if found else []

    def of(self, program: str, label: str, python: str) -> int:
        """How many updates there would be if none were lost. Raises KeyError."""
        return self.benchmarks[program, label, None, python].get_metadata()["of"]

    def median(self, program: str, label: str, python: str, x: int | None = None) -> float | None:
        """The median of one benchmark; None if there is none."""
        found = self.benchmarks.get((program, label, x, python))
        return found.median() if found else None

    def points(self, program: str, label: str, python: str) -> dict[int, float]:
        """The medians of all benchmarks with this label, by their x, in its order."""
        found = {
            x: benchmark.median()
            for (p, named, x, on), benchmark in self.benchmarks.items()
            if (p, named, on) == (program, label, python) and x is not None
        }
        return dict(sorted(found.items()))

    def dumps(self) -> str:
        """The text of a file of results."""
        whole = {"benchmarks": [], "version": "1.0"}
        if self.benchmarks:
            text = io.StringIO()
            pyperf.BenchmarkSuite(list(self.benchmarks.values())).dump(text)
            whole = json.loads(text.getvalue())
        whole |= {"stamp": self.stamp, "failures": self.failures, "notes": self.notes}
        return json.dumps(whole, indent=1)


def loads(text: str) -> Results:
    """Read what `Results.dumps` has made. Raises BadResults."""
    try:
        whole = json.loads(text)
        if whole["stamp"]["format"] != FORMAT:
            raise BadResults("of another version of the project")
        results = Results(whole["stamp"], whole["failures"], whole["notes"])
        for benchmark in pyperf.BenchmarkSuite.loads(text) if whole["benchmarks"] else ():
            facts = benchmark.get_metadata()
            key = (facts["program"], facts["label"], facts.get("x"), facts["python"])
            results.benchmarks[key] = benchmark
        results.stamp["pythons"][0]["name"]
    except BadResults:
        raise
    except Exception as error:  # pyperf raises whatever its input makes it stumble over
        raise BadResults(f"no file of results ({type(error).__name__}: {error})") from None
    return results


def programs() -> list[Snippet]:
    """All programs that are measured."""
    found = [s for s in snippets.every_snippet() if s.name.startswith("measurements/")]
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
        [(str(python), python.executable) for python in pythons_of(LEVELS[level])],
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


def measure(level: str, say: Callable[[str], None]) -> Results:
    """Run every program on every interpreter of a level; `say` is told the progress.

    A program that fails loses its own values only, and is named in `failures`.
    """
    chosen = LEVELS[level]
    pythons = pythons_of(chosen)
    results = Results(stamped(level, pythons))
    # In rounds, so that what else the machine does meets all of them.
    todo = [
        (program, python)
        for _ in range(chosen.processes)
        for program in programs()
        for python in pythons
        if program.left_out(python) is None
    ]
    for python in dict.fromkeys(python for _, python in todo):
        _warm_up(python, say)
    runs, failed, began = defaultdict(list), set(), time.monotonic()
    for number, (program, python) in enumerate(todo):
        say(
            f"measuring {number + 1} of {len(todo)}{_left(began, number, len(todo))}: "
            f"{program.name} on {python}"
        )
        if (program, python) in failed:
            continue
        try:
            found, notes = _one_run(program, python, chosen.scale)
        except BadOutput as error:
            failed.add((program, python))
            results.failures.append(
                {"program": program.path.stem, "python": python.name, "why": str(error)}
            )
            say(f"snippets/{program.name} failed on {python}: {error}")
            continue
        for note in notes:
            entry = {"program": program.path.stem, "python": python.name, "text": note}
            if entry not in results.notes:
                results.notes.append(entry)
        for name, values in found.items():
            runs[program, python, *name].append(values)
    for (program, python, label, x, unit, of), values in runs.items():
        if (program, python) not in failed:
            where = (program.path.stem, label, x, python.name)
            results.benchmarks[where] = _benchmark(*where, unit, of, values)
    return results


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


def _one_run(program: Snippet, python: Interpreter, scale: float) -> tuple[dict, list[str]]:
    """The values and the notes that one run prints. Raises BadOutput."""
    run = runner.run(program.path, python, LIMIT, [str(scale)], development=False)
    if run.status is None:
        raise BadOutput(f"stopped after {LIMIT:g} s")
    if run.status:
        last = run.stderr.strip().splitlines()[-1:]
        raise BadOutput(f"exit status {run.status}" + "".join(f": {line}" for line in last))
    return read(run.lines)


def read(lines: list[str]) -> tuple[dict[tuple, list[float]], list[str]]:
    """The values that a program printed, by (label, x, unit, of); and its notes.

    Raises BadOutput for a line that is neither, and where there is none at all.
    """
    found, notes = defaultdict(list), []
    for line in lines:
        match = LINE.fullmatch(line)
        if line.startswith(NOTE):
            notes.append(line.removeprefix(NOTE))
        elif not match:
            raise BadOutput(f"cannot read the line {line!r}")
        else:
            value = float(match["value"].replace(",", ""))
            of = int(match["of"].replace(",", "")) if match["of"] else None
            if match["unit"] == "lost":
                value = of - value  # pyperf knows no zero
            elif value <= 0:
                raise BadOutput(f"{line!r} is no measurement: nothing takes no time")
            x = int(match["x"]) if match["x"] else None
            found[match["label"], x, match["unit"], of].append(value)
    if not found and not notes:
        raise BadOutput("it printed no value")
    return dict(found), notes


def _benchmark(program, label, x, python, unit, of, values) -> pyperf.Benchmark:
    """One benchmark of pyperf: a run for each process."""
    by_x = "" if x is None else f" x {x}"
    facts = {
        "name": f"{program}: {label}{by_x} [{python}]",
        "unit": PYPERF_UNITS[unit],
        "program": program,
        "label": label,
        "python": python,
    }
    facts |= {name: n for name, n in (("x", x), ("of", of)) if n is not None}
    runs = [pyperf.Run(one, metadata=facts, collect_metadata=False) for one in values]
    return pyperf.Benchmark(runs)


def stored(level: str) -> Results:
    """The kept results, if they will do for a level: of these programs, on this machine.

    Raises BadResults that says why there are none.
    """
    file = LEVELS[level].file
    place = file.relative_to(ROOT).as_posix()
    try:
        results = loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise BadResults(f"{place} is not there") from None
    except (OSError, UnicodeError) as error:
        raise BadResults(f"{place} cannot be read: {error}") from None
    except BadResults as error:
        raise BadResults(f"{place} is {error}") from None
    measured = results.stamp.get("level")
    if measured not in (level, "full") or results.stamp.get("key") != key(measured):
        raise BadResults(f"{place} is of other programs, other interpreters or another machine")
    return results


def keep(results: Results, file: Path) -> None:
    """Write a file of results, whole or not at all."""
    write_whole(file, results.dumps().encode())


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.measure", description=__doc__)
    parser.add_argument("--level", choices=LEVELS, default="full", help="how much (default: full)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the results go")
    chosen = parser.parse_args(arguments)
    file = chosen.json or LEVELS[chosen.level].file
    if not file.absolute().parent.is_dir() and chosen.json:
        parser.error(f"{file}: there is no folder {file.parent}")
    try:
        results = measure(chosen.level, functools.partial(print, flush=True))
    except KeyboardInterrupt:
        print(f"\nstopped; {file} is as it was", file=sys.stderr)
        return 130
    keep(results, file)
    print(f"{len(results.benchmarks)} benchmarks in {file}")
    return 1 if results.failures else 0
