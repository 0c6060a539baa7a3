"""Try an example of a page: run and judge it, or record it; say to its author what is wrong."""

import contextlib
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.examples import environments, judges, recording, runner, services
from tools.examples.judge import problems
from tools.examples.outcome import BadOutcome, Outcome, outcome_of
from tools.examples.page import Shown
from tools.examples.recording import Recording, State
from tools.examples.runner import Run
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import of_the_disk, place, told_of_the_disk
from tools.interpreters import OF_CI, Build, Interpreter, newest

MOST_LINES = 60  # of what an example printed, in a failure
C_STACK = re.compile(r"Current thread's C stack trace|  Binary file|  <truncated")


class ExampleFailed(Exception):
    """An example did not do what it should; the message is all that its author needs."""


class LeftOut(Exception):
    """An example cannot run here; the message says why."""


@dataclass(frozen=True)
class Trial:
    """An example where a page shows it."""

    page: Path
    shown: Shown

    @property
    def snippet(self) -> Snippet:
        """The example's program."""
        return self.shown.snippet

    @property
    def place(self) -> str:
        """Page and line."""
        return f"{place(self.page)}:{self.shown.fence.line}"

    @property
    def to_record(self) -> str:
        """The command that records it."""
        return f"pytest {place(self.page)} -k {self.snippet.path.stem} --record"


def check(trial: Trial, python: Interpreter, repeat: int = 1) -> None:
    """Run an example so many times in a row. Raises ExampleFailed or LeftOut."""
    snippet = trial.snippet
    with _named(trial):
        outcome = outcome_of(snippet)
        recorded = recording.read(snippet)
        environments.check_ci(snippet, outcome.platforms)
        wrong = [*_wrong_with(snippet, recorded), *judges.weak(snippet.outcomes, snippet.path.stem)]
        if recorded:
            wrong += judges.blind(snippet, outcome, recorded.run)
        try:
            able = able_to_run(snippet, outcome, python)
        except LeftOut:
            if wrong:
                raise BadSnippet(f"{wrong[0]}; run: {trial.to_record}") from None
            raise
    for number in range(1, repeat + 1):
        run = run_once(snippet, outcome, able)
        found = problems(snippet, run, outcome, recorded.run if recorded else None) + wrong
        which = f", run {number} of {repeat}" if repeat > 1 else ""
        advice = f"If this run is right, record it: {trial.to_record}"
        _judge(trial, python, run, found, advice, which)


def record(trial: Trial, pythons: Sequence[Interpreter], named: bool) -> None:
    """Run an example on each of these, and keep what one run printed and on what it passed.

    The first prints, and runs twice, if they were `named` by the author; else the one that printed
    what is recorded, or the newest. If the example leaves files, each run but the first finds them:
    a reader runs it again. Raises ExampleFailed or LeftOut; then nothing is changed.
    """
    snippet = trial.snippet
    with _named(trial):
        outcome = outcome_of(snippet)
        environments.check_ci(snippet, outcome.platforms)
        weak = judges.weak(snippet.outcomes, snippet.path.stem)
        able, reason = [], None
        for python in pythons:
            try:
                able.append(able_to_run(snippet, outcome, python))
            except LeftOut as left_out:
                reason = left_out
    if not able:
        raise reason or LeftOut("no Python was asked for")
    first = able[0] if named else _printer(snippet, able)
    advice = "Nothing was recorded; what was recorded before is kept."
    printed = None
    leaves = [name for name in outcome.leaves if "/" not in name]
    with tempfile.TemporaryDirectory() as name:
        for python in [first, first, *(other for other in able if other != first)]:
            run = run_once(snippet, outcome, python, again=Path(name) if leaves else None)
            found = problems(snippet, run, outcome, printed or run) + weak
            which = f", beside {', '.join(leaves)} of an earlier run" if printed and leaves else ""
            found = found or judges.blind(snippet, outcome, run)
            _judge(trial, python, run, found, advice, which)
            if not printed:
                printed = run
                advice = f"Compared is with a run just before, on {first}. {advice}"
    assert printed is not None
    builds = [python.build for python in able if python.build.name in OF_CI]
    with _named(trial):
        recording.record(snippet, printed, outcome, builds)


def able_to_run(snippet: Snippet, outcome: Outcome, python: Interpreter) -> Interpreter:
    """The interpreter, with the example's packages. Raises LeftOut if it cannot run it, here."""
    reason = snippet.left_out(python) or outcome.left_out(sys.platform)
    if reason:
        raise LeftOut(reason)
    try:
        return environments.with_packages(snippet, python)
    except environments.Unavailable as error:
        raise LeftOut(str(error)) from None


def not_found(arguments: Sequence[str], keyword: str) -> str:
    """Why pytest has found no test, by what the command line names: with xdist, it says nothing."""
    missing = [one for one in arguments if not Path(one.partition("::")[0]).exists()]
    if missing:
        return f"there is no {', '.join(missing)}"
    return f"-k {keyword!r} is in no name; an example has its program's, once a page shows it"


@contextlib.contextmanager
def _named(trial: Trial) -> Iterator[None]:
    """Say of a mistake in a file, or of a disk that takes none, on which page it is shown."""
    try:
        yield
    except (BadOutcome, BadSnippet) as error:
        raise ExampleFailed(f"{trial.place}: {error}") from None
    except OSError as error:
        if not of_the_disk(error):
            raise
        raise ExampleFailed(f"{trial.place}: {told_of_the_disk(error)}") from None


def run_once(
    snippet: Snippet, outcome: Outcome, python: Interpreter, again: Path | None = None
) -> Run:
    """Run an example once, with what it is lent, and with what it left in the folder `again`.

    Raises ExampleFailed if what it is lent is not to be had.
    """
    limit, arguments = outcome.limit, outcome.arguments
    try:
        with services.lend(outcome.services) as lent:
            run = runner.run(
                *(snippet.path, python, limit, arguments),
                development=outcome.development,
                environment=lent.environment,
                typed=outcome.typed,
                again=again,
            )
            return replace(run, logs=lent.said())
    except services.NotStarted as error:
        raise ExampleFailed(f"snippets/{snippet.name}: {error}") from None


def _printer(snippet: Snippet, able: Sequence[Interpreter]) -> Interpreter:
    """Of these, the build that printed what is recorded; else the newest."""
    try:
        recorded = recording.read(snippet)
    except BadOutcome:
        recorded = None
    before = [python for python in able if recorded and python.build == recorded.run.python.build]
    return before[0] if before else newest(able) or able[0]


def _wrong_with(snippet: Snippet, recorded: Recording | None) -> list[str]:
    """What is wrong with a recording, whatever the example does now."""
    if recorded is None:
        return []  # the judge says so
    name = place(snippet.recording)
    if recorded.state is State.STALE:
        return [f"snippets/{snippet.name} was changed after its output was recorded"]
    if recorded.state is State.DAMAGED:
        return [f"{name} was changed by hand, or by a merge"]
    if recorded.state is State.UNBOUND:
        return [f"{name} does not say of which program it is, and where that passed"]
    return [
        f"{name} says that it passed on {build.name}, which {_unproven(snippet, build)}"
        for build in recorded.passed
        if _unproven(snippet, build)
    ]


def _unproven(snippet: Snippet, build: Build) -> str:
    """Why CI cannot show that an example passes on a build; empty if it can."""
    if build.name not in OF_CI:
        return "CI does not run"
    reasons = (snippet.left_out(build.patch(number)) for number in range(100))
    first = next(reasons)
    return "" if first is None or None in reasons else f"cannot be: it {first}"


def _judge(
    trial: Trial, python: Interpreter, run: Run, found: Sequence[str], advice: str, which: str = ""
) -> None:
    """Raise ExampleFailed, with all that its author needs, if anything was found."""
    if found:
        where = f"{trial.place}: snippets/{trial.snippet.name} on {python}{which}"
        raise ExampleFailed("\n".join([where, *found, *shown(run), advice]))


def shown(run: Run) -> list[str]:
    """What a failing run printed, for its author."""
    said = []
    for title, text in (
        ("printed", run.stdout),
        ("on standard error", run.stderr),
        ("its stacks when it was stopped", run.stacks),
        *((f"the log of {name}", log) for name, log in run.logs.items()),
    ):
        lines = [line for line in text.splitlines() if not C_STACK.match(line)]
        if lines:
            more = [f"  … {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
            said += [f"{title}:", *(f"  {line}" for line in lines[:MOST_LINES]), *more]
    return said
