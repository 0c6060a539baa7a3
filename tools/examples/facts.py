"""What is known of an example: what its card on a page tells. No words."""

from collections.abc import Sequence
from dataclasses import dataclass

from tools.examples import recording
from tools.examples.outcome import SYSTEMS, BadOutcome, Kind, outcome_of
from tools.examples.printed import given_out, leaves_open
from tools.examples.recording import State
from tools.examples.snippet import Snippet
from tools.files import place
from tools.interpreters import Build, Interpreter


@dataclass(frozen=True)
class Facts:
    """What is known of an example that is shown whole."""

    name: str
    """Of its file, below `snippets/`: `threads/join.py`."""
    command: str
    """What a reader types: `python join.py 0.1`."""
    stdout: str
    stderr: str
    """What the run printed that is recorded."""
    kind: Kind
    """What two runs have in common."""
    given_out: bool
    """Has the recorded run printed numbers or names that are given out anew for each run?"""
    reason: str
    """Why a sample varies, a message of its chapter; empty of others."""
    status: int | None
    """The exit status; None if it never ends, and was stopped at its limit."""
    limit: float
    """Seconds that it may take."""
    systems: tuple[str, ...]
    """The names of the systems that it is meant for; empty: all."""
    because: str
    """Why it cannot run on the others, a message of its chapter; empty if it can run on all."""
    leaves: tuple[str, ...]
    """What it leaves behind in the folder in which it is run."""
    python: str
    """The versions of Python that it needs, `>=3.14`; empty: all that the site teaches."""
    packages: tuple[str, ...]
    """The packages that it needs."""
    printed_by: Interpreter
    printed_on: str
    """The name of the system on which the run printed that."""
    passed_on: tuple[Build, ...]
    """The builds of Python on which the program as it is now passed; empty: not run yet."""
    state: State
    """Whether all this is of the program as it is now."""


def facts(snippet: Snippet) -> Facts:
    """What is known of an example. Raises BadOutcome and BadSnippet, with what is to be done."""
    outcome = outcome_of(snippet)
    recorded = recording.read(snippet)
    if recorded is None:
        raise BadOutcome(f"{snippet.name} has no recorded output; run: {to_record(snippet)}")
    run = recorded.run
    stale = recorded.state is State.FRESH and run.arguments != tuple(outcome.arguments)
    return Facts(
        name=snippet.name,
        command=recording.command(snippet, run),
        stdout=run.stdout,
        stderr=run.stderr,
        kind=outcome.kind,
        given_out=given_out(run.stdout + run.stderr) or any(map(leaves_open, outcome.stderr)),
        reason=outcome.reason,
        status=run.status,
        limit=outcome.limit,
        systems=tuple(SYSTEMS[name] for name in outcome.platforms or ()),
        because=outcome.because,
        leaves=tuple(name for name in outcome.leaves if "/" not in name),
        python=snippet.needs.python,
        packages=snippet.needs.packages,
        printed_by=run.python,
        printed_on=SYSTEMS.get(run.platform, run.platform),
        passed_on=() if stale else recorded.passed,
        state=State.STALE if stale else recorded.state,
    )


def wrong_with(snippet: Snippet, known: Facts) -> Sequence[str]:
    """Why a page with these facts must not be published, and what is to be done about it."""
    name, again = place(snippet.recording), f"run: {to_record(snippet)}"
    if known.state is State.STALE:
        return [f"{snippet.name} was changed after its output was recorded; {again}"]
    if known.state is State.DAMAGED:
        return [f"{name} was changed by hand, or by a merge; {again}"]
    if not known.passed_on:
        return [f"{name} names no Python on which {snippet.name} has passed; {again}"]
    return []


def to_record(snippet: Snippet) -> str:
    """The command that records an example."""
    return f"pytest docs -k {snippet.path.stem} --record"
