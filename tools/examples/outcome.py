"""State what an example may do.

An example that its chapter's `outcomes.py` does not name must print the same on every run. Those
that may differ, fail or need a certain system are named there, each by its file's stem:

    greet_together = any_order("Who is first, the system decides.")
    broken_no_super = exact(status=1, stderr=[r"RuntimeError: .*"])

    @sample(limit=5)
    def default_start_method(run: Run) -> None:
        '''The default depends on the Python version and the operating system.'''
        assert run.lines == [...]
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from tools.examples.runner import LIMIT, Run
from tools.examples.services import Service
from tools.examples.snippet import Snippet
from tools.files import place

POSIX = ("linux", "darwin")
SYSTEMS = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}


class BadOutcome(ValueError):
    """A chapter's outcomes.py is wrong; the message says what and where."""


class Kind(StrEnum):
    """What two runs of an example have in common."""

    EXACT = "exact"
    """The output."""
    ANY_ORDER = "any order"
    """The lines of the output."""
    SAMPLE = "sample"
    """What the check of its outcome asserts."""


@dataclass(frozen=True)
class Outcome:
    """What an example may do."""

    kind: Kind = Kind.EXACT
    status: int | None = 0
    """The exit status; None is any but 0."""
    stderr: Sequence[str] = ()
    """Regular expressions: each message on standard error matches one, each matches a message."""
    hangs: bool | Sequence[str] | None = False
    """It must still be running at its limit; None is that it may.

    Or the lines, as they are in the program, at which some of its threads stand then."""
    limit: float = LIMIT
    """Seconds, for it and for everything that it starts."""
    because: str = ""
    """Why its limit is above LONG, or why it runs on some systems only."""
    why: str = ""
    """Why the lines of its output have no order, for the reader."""
    os_exit: bool = False
    """It may leave by os._exit()."""
    leaves: Sequence[str] = ()
    """What it may leave in its working folder, `jobs.db`, or beside that, `tmp/*.lock`."""
    typed: str | None = None
    """What somebody types while it runs; without it, reading standard input is an error."""
    arguments: Sequence[str] = ()
    """What stands after its name on the command line."""
    platforms: Sequence[str] | None = None
    """The values of `sys.platform` that it can run on; None is all."""
    development: bool = True
    """With the checks of Python's development mode, in it and in each Python that it starts."""
    services: Sequence[Service] = ()
    """What it is lent, of tools.examples.services; alone it starts this by itself."""
    lives: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For the picture of its processes' lives: what these are called, in the order of their births.
    There is a picture for each key, its arguments: mostly none, ``."""
    check: Callable[[Run], None] | None = None
    """Asserts what every legal run of a sample has in common."""

    def __post_init__(self):
        """Raises ValueError for a system that CI does not have."""
        for name in self.platforms or ():
            if name not in SYSTEMS:
                raise ValueError(f"platforms: {name!r} is none of {', '.join(SYSTEMS)}")

    @property
    def reason(self) -> str:
        """Why its output varies, for the reader; empty of what is exact."""
        return ((self.check and self.check.__doc__) or self.why).strip()

    @property
    def conditions(self) -> tuple[object, ...]:
        """What it is run with: a recording of another limit, or of other keys typed, is of old."""
        return self.limit, self.typed, *self.arguments

    def left_out(self, platform: str) -> str | None:
        """Why it cannot run on this platform; None if it can."""
        if self.platforms is None or platform in self.platforms:
            return None
        return f"runs on {' and '.join(SYSTEMS[name] for name in self.platforms)} only"


def exact(**facts) -> Outcome:
    """It prints the same on every run; `facts` are those of Outcome."""
    return Outcome(Kind.EXACT, **facts)


def any_order(why: str = "", **facts) -> Outcome:
    """It prints the same lines on every run, in any order; `why` tells the reader the reason."""
    return Outcome(Kind.ANY_ORDER, why=why, **facts)


def sample(check: Callable[[Run], None] | None = None, **facts):
    """Decorate a function that asserts what all legal runs have in common.

    Its docstring tells the reader why they differ.
    """
    if check is None:
        return lambda function: Outcome(Kind.SAMPLE, check=function, **facts)
    return Outcome(Kind.SAMPLE, check=check, **facts)


def outcome_of(snippet: Snippet) -> Outcome:
    """What a snippet may do. Raises BadOutcome if its chapter's outcomes.py is wrong."""
    outcome = stated(snippet.outcomes).get(snippet.path.stem, Outcome())
    if outcome.check and not outcome.check.__doc__:
        raise BadOutcome(
            f"{place(snippet.outcomes)}: {snippet.path.stem} has no docstring; "
            "say there, for the reader, why the output varies"
        )
    return outcome


def stated(file: Path) -> dict[str, Outcome]:
    """All outcomes that a chapter's outcomes.py states. Raises BadOutcome if it does not run."""
    if not file.is_file():
        return {}
    names: dict[str, Any] = {"__name__": file.stem, "__file__": str(file)}
    try:  # by no loader, so that Python 3.15 misses none when an assert of it fails
        exec(compile(file.read_bytes(), str(file), "exec"), names)
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(file)]
        line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else 1)
        raise BadOutcome(f"{place(file)}:{line}: {type(error).__name__}: {error}") from None
    for name, value in names.items():
        if value in (exact, any_order, sample) and name != value.__name__:
            raise BadOutcome(
                f"{place(file)}:1: {name} = {value.__name__}: write {value.__name__}()"
            )
    return {name: value for name, value in names.items() if isinstance(value, Outcome)}
