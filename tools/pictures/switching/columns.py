"""What the columns say that the program of the page prints: who ran when, and in which shares."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

SHOWN = 60.0  # ms: what the program prints the columns of
RAN = "#"


@dataclass(frozen=True)
class Shares:
    """How the workers had the time between them."""

    both: float
    """The share of the time in which both ran."""
    nobody: float
    turn: float | None
    """The median of the whole turns, in milliseconds."""


def shares(workers: Sequence[str]) -> Shares:
    """How the workers had the time between them."""
    moments = list(zip(*workers, strict=True))
    whole = between_changes(moments)
    return Shares(
        both=sum("." not in moment for moment in moments) / len(moments),
        nobody=sum(RAN not in moment for moment in moments) / len(moments),
        turn=statistics.median(whole) * SHOWN / len(moments) if whole else None,
    )


def between_changes(moments: Sequence[tuple[str, ...]]) -> list[int]:
    """For how many moments each worker had its turn: until another one ran, and it did not.

    A short time in which nobody ran, because another program had the core, ends no turn. The first
    and the last turn are cut by the edges and left out.
    """
    changes, who = [], None
    for at, moment in enumerate(moments):
        if moment.count(RAN) == 1 and (now := moment.index(RAN)) != who:
            changes.append(at)
            who = now
    return [end - begin for begin, end in pairwise(changes[1:])]


def turns(columns: str) -> list[tuple[float, float]]:
    """From when to when a worker ran, in milliseconds."""
    found, at = [], 0
    for mark, group in groupby(columns):
        size = len(list(group))
        if mark == RAN:
            found.append((at * SHOWN / len(columns), (at + size) * SHOWN / len(columns)))
        at += size
    return found


def shared(workers: Sequence[str]) -> list[list[tuple[float, float]]]:
    """The turns of two workers that cannot run at once.

    A column in which both ran is one in which one of them handed over: its first half goes to who
    ran before it, its second to the other.
    """
    halves: tuple[list[str], list[str]] = ([], [])
    before = 0
    for one, other in zip(*workers, strict=True):
        if one == other == RAN:
            for half in (before, 1 - before):
                halves[half].append(RAN)
                halves[1 - half].append(".")
            before = 1 - before
            continue
        halves[0].append(one * 2)
        halves[1].append(other * 2)
        before = 1 if other == RAN else 0 if one == RAN else before
    return [turns("".join(half)) for half in halves]
