"""Draw who ran when: the same busy workers as threads, processes and interpreters.

The program on the page takes the kind of worker, the switch interval in milliseconds and the number
of columns; it prints a line for each worker, a column for each moment: `#` where it ran, `.` where
it did not. Titles and sentences are chosen from what it printed, by thresholds.
"""

import html
import re
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from tools import cache as kept
from tools import interpreters, machine
from tools.examples import runner
from tools.examples.snippet import BadSnippet, Snippet
from tools.interpreters import Interpreter
from tools.pictures import lanes
from tools.pictures.lanes import Lane, Picture, Span

SHOWN = 60.0  # ms: what the program prints the columns of
COLUMNS = 600
USUAL = "5"  # ms: the switch interval that Python starts with
OTHERS = ("1", "20")
NEVER, MOSTLY = 0.03, 0.5  # of the time: `never` both at once at most, `side by side` at least
CLOSE = (0.8, 1.4)  # how many switch intervals a turn lasts, if nothing disturbs it
TICK = 16 if sys.platform == "win32" else 0  # ms: Windows may wait until its clock ticks
ONE = {"threads": "thread", "processes": "process", "interpreters": "interpreter"}


class BadBatons(BadSnippet):
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


@dataclass(frozen=True)
class Shares:
    """What columns say: shares of the time, and the median of the whole turns in milliseconds."""

    both: float
    nobody: float
    turn: float | None


def record(snippet: Snippet, wanted: Wanted) -> list[str]:
    """Run the program; one line of columns for each worker. Raises BadBatons."""
    arguments = [wanted.kind, wanted.switch, str(COLUMNS)]
    run = runner.run(snippet.path, wanted.python, arguments=arguments, development=False)
    said = [line for line in run.stderr.splitlines() if line.strip()]
    drawn = all(re.fullmatch(rf"[#.]{{{COLUMNS}}}", line) for line in run.lines)
    if run.status != 0 or run.still_running or said or len(run.lines) != 2 or not drawn:
        why = said[-1] if said else f"status {run.status}, it printed {run.stdout[:80]!r}"
        raise BadBatons(f"{snippet.name} {' '.join(arguments)}, recorded on {wanted.python}: {why}")
    return run.lines


def recording(snippet: Snippet, wanted: Wanted) -> list[str]:
    """The kept columns, or new ones where something has changed.

    Columns that do not show what the page says are not kept, and are tried again: other programs
    can take a core away, but cannot let two workers run at once that share a GIL.
    """
    kind = f"{wanted.python.name}.{wanted.kind}.{wanted.switch}"
    key = kept.key_of(snippet.source, Path(__file__).read_text("utf-8"), wanted.python)
    return kept.kept(
        snippet.name,
        kind,
        key,
        lambda: record(snippet, wanted),
        lambda columns: as_told(wanted, shares(columns)),
    )


def turns(columns: str) -> list[tuple[float, float]]:
    """From when to when a worker ran, in milliseconds."""
    found, at = [], 0
    for mark, group in groupby(columns):
        size = len(list(group))
        if mark == "#":
            found.append((at * SHOWN / len(columns), (at + size) * SHOWN / len(columns)))
        at += size
    return found


def between_changes(moments: Sequence[tuple[str, ...]]) -> list[int]:
    """For how many moments each worker had its turn: until another one ran, and it did not.

    A short time in which nobody ran, because another program had the core, ends no turn. The first
    and the last turn are cut by the edges and left out.
    """
    changes, who = [], None
    for at, moment in enumerate(moments):
        if moment.count("#") == 1 and (now := moment.index("#")) != who:
            changes.append(at)
            who = now
    return [end - begin for begin, end in pairwise(changes[1:])]


def shares(workers: Sequence[str]) -> Shares:
    """How the workers had the time between them."""
    moments = list(zip(*workers, strict=True))
    whole = between_changes(moments)
    return Shares(
        both=sum("." not in moment for moment in moments) / len(moments),
        nobody=sum("#" not in moment for moment in moments) / len(moments),
        turn=statistics.median(whole) * SHOWN / len(moments) if whole else None,
    )


def as_told(wanted: Wanted, found: Shares) -> bool:
    """Does the recording show what the page says of it?"""
    if not wanted.by_turns:
        return found.both >= MOSTLY
    least, most = (times * float(wanted.switch) for times in CLOSE)
    return found.both <= NEVER and least <= (found.turn or 0) <= max(most, TICK)


def name(wanted: Wanted) -> str:
    """`CPython 3.14, no GIL, 2 threads`: what ran."""
    label = f"{wanted.python.implementation} {'.'.join(map(str, wanted.python.version[:2]))}"
    label += "" if wanted.python.gil else ", no GIL"
    if wanted.switch != USUAL:
        return f"{label}, setswitchinterval({float(wanted.switch) / 1000:g})"
    return f"{label}, 2 {wanted.kind}"


def title(wanted: Wanted, found: Shares) -> str:
    """What stands above a picture: which Python, and what the columns say."""
    if found.both <= NEVER and found.turn:
        turn = lanes.time_text(found.turn).replace(" ", "\N{NO-BREAK SPACE}")
        said = f"turns of {turn}"
    else:
        said = f"both run {found.both:.0%} of the time"
    return f"{name(wanted)}: {'' if as_told(wanted, found) else 'disturbed, '}{said}"


def picture(wanted: Wanted, workers: Sequence[str]) -> Picture:
    """A lane for each worker; where it is empty, the worker was ready, and did not run."""
    drawn = []
    for number, columns in enumerate(workers, 1):
        who, ran = f"{ONE[wanted.kind]} {number}", turns(columns)
        time = lanes.time_text(sum(end - begin for begin, end in ran))
        lane = Lane("", 0, SHOWN, said=f"{who} runs for {time}, in {len(ran)} turns.")
        lane.spans = [Span(0, SHOWN, "ready", f"{who} is ready to run wherever it does not run")]
        lane.spans += [Span(begin, end, "run", f"{who} runs") for begin, end in ran]
        drawn.append(lane)
    return Picture(drawn, SHOWN, title(wanted, shares(workers)))


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


def caption(recorded: Sequence[tuple[Wanted, Shares]], cores: int) -> str:
    """What is said below: where and when, and what differs from the text, and why."""
    said = ["Recorded when this page was built."]
    strange = [name(wanted) for wanted, found in recorded if not as_told(wanted, found)]
    if strange and cores < 2:
        said.append("This machine gave one core: nothing could run side by side.")
    elif strange:
        said.append(
            f"Not what the text says: {'; '.join(strange)}. Other programs kept the cores busy."
        )
    if any(found.nobody > NEVER for _, found in recorded):
        said.append("Where both lanes are empty, another program had the core.")
    return html.escape(" ".join(said))


def as_html(snippet: Snippet, page: str) -> str:
    """All pictures of the plan, over the same axis."""
    recorded = [(wanted, recording(snippet, wanted)) for wanted in plan(snippet)]
    found = [(wanted, shares(columns)) for wanted, columns in recorded]
    said = caption(found, machine.usable_cores())
    return lanes.figure([picture(*one) for one in recorded], "Who runs when", said)
