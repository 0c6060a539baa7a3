"""Change each example in small ways, and see that its judge notices, on some Python that is here.

On the first one it may notice at any of the moments of `moments.py`. What it does not notice of an
exercise, its check may: it passes for the solution, and fails in one way for the starter.

`python tests/mutate_snippets.py` tries all; `-k threads/` those whose name contains it. Ends with
status 1 if a mutant survived that `mutants.toml` does not name, or one is named there that is not
made any more. One that is named and was noticed is told: unless that was chance, name fewer. With
`--log FILE` it goes on where it was stopped.
"""

import argparse
import functools
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from moments import MOMENTS, at
from snippet_mutants import Mutant, listed, mutants
from test_exercises import EXERCISES, run_check, stated_failure

from docs import DOCS
from tools.cache import key_of
from tools.examples import page as pages
from tools.examples import recording, trial
from tools.examples.judge import problems
from tools.examples.outcome import Outcome, outcome_of
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import ROOT, read_text
from tools.interpreters import Interpreter, choose, find, running

LISTED = Path(__file__).with_name("mutants.toml")
FIRST = ("threads", "locks", "processes", "gil", "next")  # chapters, in the order of their turns
SOLUTIONS = {one.solution.name: one for one in EXERCISES.values()}
STARTERS = {one.starter.name: one for one in EXERCISES.values()}
PATIENCE = 3.0  # seconds beside thrice what the example itself takes


@dataclass(frozen=True)
class Task:
    """A mutant, and on what it is tried with which limits."""

    name: str
    mutant: Mutant
    limits: tuple[tuple[Interpreter, str, float], ...]
    """The interpreters, the moments, and seconds."""

    @property
    def id(self) -> str:
        """What it is called in `mutants.toml`."""
        return f"{self.name}: {self.mutant.change}"

    @property
    def key(self) -> str:
        """What decides how it is judged."""
        outcomes = Snippet(self.name).outcomes
        return key_of(self.name, self.mutant.source, outcomes.is_file() and read_text(outcomes))


def shown(wanted: str) -> list[str]:
    """The examples of all pages whose name contains that."""
    texts = map(read_text, pages.every_page(DOCS))
    names = {example.snippet.name for text in texts for example in pages.shown(text)}
    return sorted((name for name in names if wanted in name), key=_turn)


def _turn(name: str) -> tuple[int, str]:
    chapter = name.partition("/")[0]
    return FIRST.index(chapter) if chapter in FIRST else len(FIRST), name


def judged(
    folder: Path, name: str, source: str, python: Interpreter, limit: float | None
) -> list[str]:
    """What the judge says of an example whose text is another."""
    snippet = Snippet(name, copied(folder, name.partition("/")[0]))
    outcome = outcome_of(snippet)
    kept = recording.recorded_run(snippet)
    before = snippet.path.read_bytes()
    snippet.path.write_text(source, "utf-8")
    try:
        tried = replace(outcome, limit=limit or outcome.limit)
        return problems(snippet, trial.run_once(snippet, tried, python), tried, kept)
    finally:
        snippet.path.write_bytes(before)


@functools.cache
def copied(folder: Path, chapter: str) -> Path:
    """A folder with a copy of a chapter, for this process alone."""
    own = folder / str(os.getpid())
    shutil.copytree(ROOT / "snippets" / chapter, own / chapter)
    return own


def limits(
    folder: Path, name: str, pythons: Iterable[Interpreter]
) -> list[tuple[Interpreter, str, float]] | str:
    """Where and when an example passes as it is, and how long a mutant may take there.

    It is tried on each interpreter, and at all moments on the first. Else why it can be tried on
    none.
    """
    snippet, found, why = Snippet(name), [], "nowhere"
    outcome = outcome_of(snippet)
    for python in pythons:
        try:
            able = trial.able_to_run(snippet, outcome, python)
        except (trial.LeftOut, BadSnippet) as reason:
            why = str(reason)
            continue
        for moment in MOMENTS if not found else ["as it comes"]:
            start = time.monotonic()
            try:
                said = judged(folder, name, at(moment, snippet.source), able, None)
            except trial.ExampleFailed as reason:
                said = [str(reason)]
            if not said:
                found.append((able, moment, _limit(outcome, time.monotonic() - start)))
            elif moment == "as it comes":
                why = said[0]
                break
    return sorted(found, key=lambda one: one[1] != "as it comes") or why


def _limit(outcome: Outcome, took: float) -> float:
    """Seconds; what is to hang is given the time that it is given on its page."""
    if outcome.hangs is not False:
        return outcome.limit
    return min(outcome.limit, PATIENCE + 3 * took)


def verdict(folder: Path, task: Task, until: float) -> dict | None:
    """On which interpreter a mutant fails, and what is said then; None if it is too late to try."""
    if time.time() > until:
        return None
    tried = {"key": task.key, "id": task.id, "kind": task.mutant.kind, "line": task.mutant.line}
    for python, moment, limit in task.limits:
        source = at(moment, task.mutant.source)
        try:
            said = judged(folder, task.name, source, python, limit)
        except trial.ExampleFailed as error:
            said = [str(error)]
        if said:
            where = python.name if moment == "as it comes" else f"{python.name}, {moment}"
            return tried | {"killed": where, "said": said[0][:300]}
    if said := refusal(task.name, task.mutant.source):
        return tried | {"killed": "its check", "said": said}
    return tried | {"killed": None, "on": sorted({python.name for python, *_ in task.limits})}


def refusal(name: str, source: str) -> str:
    """How the check of an exercise ends for a changed program of it; nothing if as it should."""
    with tempfile.TemporaryDirectory() as folder:
        if name in SOLUTIONS:
            check = SOLUTIONS[name].check.name
            done = run_check(SOLUTIONS[name], source, Path(folder), "-x", "-q", check)
            return done.stdout.strip().splitlines()[-1] if done.returncode else ""
        if name in STARTERS:
            try:
                stated_failure(STARTERS[name], source, Path(folder))
            except AssertionError:
                return "not in the way that is stated of the starter"
    return ""


def made(names: list[str], passes: Iterable) -> Iterator[Task]:
    """The mutants of these examples; tells which cannot be tried."""
    for name, found in zip(names, passes, strict=True):
        if isinstance(found, str):
            print(f"NOT TRIED {name}: {found}", flush=True)
            continue
        yield from (Task(name, one, tuple(found)) for one in mutants(Snippet(name).source))


def run(options: argparse.Namespace, names: list[str], old: dict[str, dict]) -> list[dict | None]:
    """What came of each mutant; None of those for which there was no time."""
    until = time.time() + options.seconds
    with (
        tempfile.TemporaryDirectory(prefix="mutants") as folder,
        ProcessPoolExecutor(options.jobs) as pool,
    ):
        of = partial(limits, Path(folder), pythons=options.pythons)
        tasks = list(made(names, pool.map(of, names)))
        results = [old[task.key] for task in tasks if task.key in old]
        new = [
            pool.submit(verdict, Path(folder), task, until) for task in tasks if task.key not in old
        ]
        for future in as_completed(new):
            results.append(found := future.result())
            if found and options.log:
                with options.log.open("a", encoding="utf-8") as log:
                    log.write(json.dumps(found) + "\n")
    return results


def told(results: list[dict | None], listed: dict[str, re.Pattern], names: list[str]) -> bool:
    """Print the survivors and the score; is anything not as `mutants.toml` says?"""
    tried = [found for found in results if found]
    named = [one for one in tried if any(known.fullmatch(one["id"]) for known in listed.values())]
    new = [found for found in tried if not found["killed"] and found not in named]
    for found in sorted(new, key=lambda found: (found["id"], found["line"])):
        print(f"SURVIVED {found['kind']:9} line {found['line']:3} {found['id']}")
    for found in sorted((one for one in named if one["killed"]), key=lambda found: found["id"]):
        print(f"NAMED, BUT NOTICED on {found['killed']}: {found['id']}")
    late = len(results) - len(tried)
    gone = [
        name
        for name, known in listed.items()
        if not late and name.partition(": ")[0] in [*names, "*" * (names == shown(""))]
        if not any(known.fullmatch(found["id"]) for found in named)
    ]
    for name in gone:
        print(f"NO LONGER MADE {name}")
    judged = [found for found in tried if found not in named]
    on = Counter(found["killed"] for found in judged if found["killed"])
    where = ", ".join(f"{number} on {name}" for name, number in on.items())
    print(
        f"{len(tried)} mutants, {len(named)} of them named, with the reason; "
        f"of the others {sum(on.values())} of {len(judged)} noticed ({where}); {late} not tried"
    )
    return bool(new or gone)


def asked(words: list[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-k", default="", metavar="NAME", help="part of the examples' names")
    parser.add_argument("--jobs", type=int, default=4, help="how many run at once")
    parser.add_argument("--pythons", help="as of pytest; without it, all, a free-threaded one soon")
    parser.add_argument("--shard", default="1/1", metavar="I/N", help="each N-th example")
    parser.add_argument("--log", type=Path, help="what came of each, a line of JSON each")
    parser.add_argument("--seconds", type=float, default=1e6, help="begin none after that")
    options = parser.parse_args(words)
    others = sorted((p for p in find() if p != running()), key=lambda python: python.gil)
    options.pythons = choose(options.pythons) if options.pythons else [running(), *others]
    return options


def main(words: list[str]) -> int:
    """Try what is asked for. Returns the exit status."""
    options = asked(words)
    which, of = map(int, options.shard.split("/"))
    names = shown(options.k)[which - 1 :: of]
    old = {}
    if options.log and options.log.is_file():
        lines = map(json.loads, read_text(options.log).splitlines())
        old = {found["key"]: found for found in lines}
    return told(run(options, names, old), listed(LISTED), names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
