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

import math
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from tools.examples.runner import LIMIT, Run
from tools.examples.services import Service
from tools.examples.snippet import Snippet
from tools.files import NotUtf8, place, read_text

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
class Exact:
    """Every run prints the same."""


@dataclass(frozen=True)
class AnyOrder:
    """Every run prints the same lines."""

    why: str
    """Why they have no order, for the reader."""


@dataclass(frozen=True)
class Sample:
    """What one run prints is one of many legal outputs."""

    check: Callable[[Run], None]
    """Asserts what all of them have in common; its docstring tells the reader why they differ."""


@dataclass(frozen=True)
class Outcome:
    """What an example may do."""

    output: Exact | AnyOrder | Sample = Exact()
    """What it prints."""
    status: int | None = 0
    """The exit status; None is any but 0."""
    stderr: Sequence[str] = ()
    """Regular expressions: each message on standard error matches one, each matches a message."""
    hangs: bool | Sequence[str] | None = False
    """It must still be running at its limit; None is that it may.

    Or the lines, as they are in the program, at which some of its threads stand then."""
    limit: float = LIMIT
    """Seconds, for it and for everything that it starts."""
    slow: str = ""
    """Why its limit is above LONG."""
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
    because: str = ""
    """Why it cannot run on the others, for the reader."""
    development: bool = True
    """With the checks of Python's development mode, in it and in each Python that it starts."""
    services: Sequence[Service] = ()
    """What it is lent, of tools.examples.services; alone it starts this by itself."""
    lives: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For the picture of its processes' lives: what these are called, in the order of their births.
    There is a picture for each key, its arguments: mostly none, ``."""

    def __post_init__(self):
        """Raises ValueError for what no run can do, or CI has no system for."""
        for name in ("hangs", "stderr", "arguments", "leaves", "platforms"):
            if isinstance(value := getattr(self, name), str):
                raise ValueError(f"{name}: write a list, [{value!r}]")
        for name in self.platforms or ():
            if name not in SYSTEMS:
                raise ValueError(f"platforms: {name!r} is none of {', '.join(SYSTEMS)}")
        if self.platforms is not None and not self.platforms:
            raise ValueError("platforms: it could run nowhere; leave it out, or name one")
        if isinstance(self.hangs, Sequence) and not self.hangs:
            raise ValueError("hangs: name a line at which it stands, or write True")
        if self.hangs and self.status != 0:
            raise ValueError("status: what hangs has none; leave it out, or write hangs=None")
        if not isinstance(self.limit, int | float) or isinstance(self.limit, bool):
            raise ValueError(f"limit: {self.limit!r} is no number of seconds")
        if not 0 < self.limit < math.inf:
            raise ValueError(f"limit: {self.limit:g} s are no time")
        for pattern in self.stderr:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"stderr: {pattern!r} is no pattern: {error}") from None
        if not isinstance(self.lives, Mapping) or any(
            isinstance(names, str) for names in self.lives.values()
        ):
            raise ValueError('lives: write names by arguments, {"": ["the script", "kettle"]}')
        for service in self.services:
            if not isinstance(service, Service):
                raise ValueError(f"services: {service!r} is none; write its name, without quotes")

    @property
    def kind(self) -> Kind:
        """What two runs have in common."""
        match self.output:
            case Exact():
                return Kind.EXACT
            case AnyOrder():
                return Kind.ANY_ORDER
            case Sample():
                return Kind.SAMPLE

    @property
    def check(self) -> Callable[[Run], None] | None:
        """Asserts what every legal run of a sample has in common; None of what is no sample."""
        return self.output.check if isinstance(self.output, Sample) else None

    @property
    def reason(self) -> str:
        """Why its output varies, for the reader; empty of what is exact."""
        match self.output:
            case Exact():
                return ""
            case AnyOrder(why):
                return why.strip()
            case Sample(check):
                return (check.__doc__ or "").strip()

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
    return Outcome(**facts)


def any_order(why: str = "", **facts) -> Outcome:
    """It prints the same lines on every run, in any order; `why` tells the reader the reason."""
    return Outcome(AnyOrder(why), **facts)


def sample(check: Callable[[Run], None] | None = None, **facts):
    """Decorate a function that asserts what all legal runs have in common.

    Its docstring tells the reader why they differ.
    """
    if check is None:
        return lambda function: Outcome(Sample(function), **facts)
    return Outcome(Sample(check), **facts)


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
    try:
        text = read_text(file)
    except NotUtf8 as error:
        raise BadOutcome(str(error)) from None
    names: dict[str, Any] = {}
    try:  # by no loader, so that Python 3.15 misses none when an assert of it fails
        exec(compile(text, str(file), "exec"), names)
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
