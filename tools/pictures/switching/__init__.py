"""Who runs when: the same busy workers as threads, processes and interpreters.

The program on the page takes the kind of worker, the switch interval in milliseconds and the number
of columns; it prints a line for each worker, a column for each moment: `#` where it ran, `.` where
it did not. What is told of that is decided here, by thresholds; how, stands in `figure.j2`.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import cache, interpreters, machine
from tools.examples import runner
from tools.examples.snippet import BadSnippet, Snippet
from tools.interpreters import Interpreter
from tools.pictures.drawing import Figure
from tools.pictures.kind import Kind
from tools.pictures.lanes import Lane, LaneKind, Picture, Span, State
from tools.pictures.switching.columns import SHOWN, Shares, shared, shares, turns

COLUMNS = 600
USUAL = "5"  # ms: the switch interval that Python starts with
OTHERS = ("1", "20")
NEVER, MOSTLY = 0.03, 0.5  # of the time: `never` both at once at most, `side by side` at least
CLOSE = (0.8, 1.4)  # how many switch intervals a turn lasts, if nothing disturbs it
TICK = 16 if sys.platform == "win32" else 0  # ms: Windows may wait until its clock ticks


class BadSwitching(BadSnippet):
    """The program cannot be recorded; the message says on which interpreter, and why."""


@dataclass(frozen=True)
class Wanted:
    """One picture: which interpreter, which kind of worker, which switch interval."""

    python: Interpreter
    kind: str = "threads"
    switch: str = USUAL

    @property
    def by_turns(self) -> bool:
        """Do the workers share one GIL?"""
        return self.kind == "threads" and self.python.gil

    @property
    def version(self) -> str:
        """`CPython 3.14`."""
        return f"{self.python.implementation} {'.'.join(map(str, self.python.version[:2]))}"

    @property
    def interval(self) -> float | None:
        """The switch interval in seconds, if it is another than usual."""
        return None if self.switch == USUAL else float(self.switch) / 1000


@dataclass(frozen=True)
class Recorded:
    """One picture, and what there is to say of it."""

    wanted: Wanted
    shares: Shares
    as_told: bool
    """It shows what the page says of it; else other programs disturbed it."""
    in_turn: bool
    """The workers never ran at once, and changed."""
    ran: tuple[tuple[float, int], ...]
    """For how many milliseconds each worker ran in all, and in how many turns."""


@dataclass(frozen=True)
class Switching:
    """All pictures of the plan, over one axis."""

    figure: Figure
    recorded: tuple[Recorded, ...]
    cores: int
    strange: tuple[Recorded, ...]
    """Those that do not show what the page says."""
    idle: bool
    """In some of them there are moments without either worker."""


def facts(snippet: Snippet) -> Switching:
    """What is recorded on each interpreter of this machine. Raises BadSnippet."""
    wanted = plan(snippet)
    found = [recording(snippet, one) for one in wanted]
    recorded = [told(*pair) for pair in zip(wanted, found, strict=True)]
    return Switching(
        figure=Figure(
            f"switching-{snippet.path.stem}",
            tuple(picture(*pair) for pair in zip(wanted, found, strict=True)),
        ),
        recorded=tuple(recorded),
        cores=machine.usable_cores(),
        strange=tuple(one for one in recorded if not one.as_told),
        idle=any(one.shares.nobody > NEVER for one in recorded),
    )


def told(wanted: Wanted, workers: Sequence[str]) -> Recorded:
    """What there is to say of a recording."""
    found = shares(workers)
    return Recorded(
        wanted,
        found,
        as_told=as_told(wanted, found),
        in_turn=found.both <= NEVER and found.turn is not None,
        ran=tuple(
            (sum(end - begin for begin, end in lane), len(lane)) for lane in ran(wanted, workers)
        ),
    )


def as_told(wanted: Wanted, found: Shares) -> bool:
    """Does the recording show what the page says of it?"""
    if not wanted.by_turns:
        return found.both >= MOSTLY
    least, most = (times * float(wanted.switch) for times in CLOSE)
    return found.both <= NEVER and least <= (found.turn or 0) <= max(most, TICK)


def ran(wanted: Wanted, workers: Sequence[str]) -> list[list[tuple[float, float]]]:
    """When each worker ran; with one GIL never two at once."""
    return shared(workers) if wanted.by_turns else [turns(columns) for columns in workers]


def picture(wanted: Wanted, workers: Sequence[str]) -> Picture:
    """A lane for each worker; where it is empty, the worker was ready, and did not run."""
    drawn = [
        Lane(
            str(number),
            0,
            SHOWN,
            LaneKind.WORKER,
            spans=(
                Span(0, SHOWN, State.READY),
                *(Span(begin, end, State.RUN) for begin, end in lane),
            ),
        )
        for number, lane in enumerate(ran(wanted, workers), 1)
    ]
    return Picture(tuple(drawn), SHOWN)


def record(snippet: Snippet, wanted: Wanted) -> list[str]:
    """Run the program; one line of columns for each worker. Raises BadSwitching."""
    arguments = [wanted.kind, wanted.switch, str(COLUMNS)]
    run = runner.run(snippet.path, wanted.python, arguments=arguments, development=False)
    said = [line for line in run.stderr.splitlines() if line.strip()]
    drawn = all(re.fullmatch(rf"[#.]{{{COLUMNS}}}", line) for line in run.lines)
    if run.status != 0 or run.still_running or said or len(run.lines) != 2 or not drawn:
        why = said[-1] if said else f"status {run.status}, it printed {run.stdout[:80]!r}"
        raise BadSwitching(
            f"{snippet.name} {' '.join(arguments)}, recorded on {wanted.python}: {why}; it has to "
            f"print {COLUMNS} columns of # and . for each of two workers, as gil/who_runs.py does"
        )
    return run.lines


def recording(snippet: Snippet, wanted: Wanted) -> list[str]:
    """The cached columns, or new ones where something has changed.

    Columns that do not show what the page says are tried again: other programs can take a core
    away, but cannot let two workers run at once that share a GIL.
    """
    kind = f"{wanted.python.name}.{wanted.kind}.{wanted.switch}"
    own = [file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.py"))]
    return cache.cached(
        snippet.name,
        kind,
        cache.key_of(snippet.source, *own, wanted.python),
        lambda: record(snippet, wanted),
        lambda columns: as_told(wanted, shares(columns)),
    )


def plan(snippet: Snippet) -> list[Wanted]:
    """What is drawn; only what the Pythons of this machine can do.

    Threads on each Python; other switch intervals, processes and interpreters on the newest with
    a GIL.
    """
    able = [python for python in interpreters.find() if not snippet.left_out(python)]
    wanted = [Wanted(python) for python in able]
    if newest := interpreters.newest(able):
        wanted += [Wanted(newest, switch=switch) for switch in OTHERS]
        wanted.append(Wanted(newest, "processes"))
        if newest.version >= (3, 14):
            wanted.append(Wanted(newest, "interpreters"))
    return wanted


SWITCHING = Kind(facts, "pictures/switching/figure.j2")
