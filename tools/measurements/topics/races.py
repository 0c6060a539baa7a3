"""What goes wrong where threads share data without a lock, on which interpreter, how often."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tools.measurements.facts import (
    Axis,
    Dots,
    Label,
    Rate,
    Raw,
    Row,
    Source,
    Topic,
    Unit,
    Wrong,
    table,
)
from tools.measurements.results import Results

LOST, OPERATIONS, SEEN = "lost_updates", "operations", "seen_where"
CONTROL = "with a call"  # what a GIL build does lose, and where it does hang
FIRST = ("hung_where", "late_where")  # they try until they have seen it


class Loop(StrEnum):
    """The loops of lost_updates.py."""

    PLAIN = "plain"
    WITH_A_CALL = "with_a_call"


@dataclass(frozen=True)
class LostUpdates(Topic):
    """The same loop on each interpreter."""

    of: int | None
    """Updates in a run; None if none were counted."""
    lossless: tuple[str, ...]
    """The interpreters with a GIL on which the plain loop lost none."""
    contradicting: tuple[str, ...]
    """Those with a GIL on which it lost some."""
    lossy: tuple[str, ...]
    """Those without a GIL on which it lost some."""
    lucky: tuple[str, ...]
    """Those without a GIL on which it lost none in these runs."""
    with_a_call: tuple[str, ...]
    """Those on which the loop with a call lost some."""


@dataclass(frozen=True)
class Operation:
    """One operation on each interpreter."""

    code: str
    wrong: dict[str, Wrong]

    @property
    def safe_on(self) -> list[str]:
        """Where it never went wrong in all the tries."""
        return [python for python, found in self.wrong.items() if not found.total]

    @property
    def wrong_on(self) -> list[str]:
        """Where it went wrong."""
        return [python for python, found in self.wrong.items() if found.total]


@dataclass(frozen=True)
class Operations(Topic):
    """Which operations of threads on shared data go wrong where."""

    operations: tuple[Operation, ...]
    with_gil: tuple[str, ...]
    wrong_with_gil: tuple[str, ...]
    """The operations that went wrong on an interpreter with a GIL."""
    wrong_without_gil: tuple[str, ...]
    """Those that went wrong on one without."""
    never: tuple[str, ...]
    """Those that went wrong nowhere."""


@dataclass(frozen=True)
class Tried:
    """How often something was tried on an interpreter."""

    tries: int
    seen: bool
    """Was it seen?"""
    able: bool
    """Was that seen which is known to be there?"""


@dataclass(frozen=True)
class Seen:
    """On which interpreters the bad ending of a short program was seen."""

    on: tuple[str, ...]
    never_on: tuple[str, ...]
    """Only those on which the same tries did see what is known to be there."""
    unclear_on: tuple[str, ...]
    """Nothing was seen, nor what is known to be there: the tries were too few or too tame."""
    tries: int
    """The fewest tries on any interpreter on which it was not seen; 0 if it was on each."""


def lost_updates(results: Results) -> LostUpdates:
    """The same loop on each interpreter."""
    found = {loop: _counted(results, LOST, loop, results.pythons) for loop in Loop}
    rows = [
        [Raw(python), *[found[loop].get(python) for loop in Loop]] for python in results.pythons
    ]
    plain, call = found[Loop.PLAIN], found[Loop.WITH_A_CALL]
    lost = {python: bool(wrong.total) for python, wrong in plain.items()}
    return LostUpdates(
        table([Label("CPython"), *map(Label, Loop)], rows),
        _chart(found),
        next((wrong.of for wrong in plain.values()), None),
        tuple(python for python in results.with_gil if lost.get(python) is False),
        tuple(python for python in results.with_gil if lost.get(python)),
        tuple(python for python in results.without_gil if lost.get(python)),
        tuple(python for python in results.without_gil if lost.get(python) is False),
        tuple(python for python, wrong in call.items() if wrong.total),
    )


def _counted(results: Results, program: str, what: str, pythons: Iterable[str]) -> dict[str, Wrong]:
    found = {}
    for python in pythons:
        if counted := results.counted(program, what, python):
            found[python] = Wrong(tuple(counted[0]), counted[1])
    return found


def _chart(found: dict[Loop, dict[str, Wrong]]) -> Dots | None:
    rows = [
        Row(
            Label(loop),
            {python: 100 * max(one.counts) / one.of for python, one in wrong.items()},
            Source(LOST, loop),
        )
        for loop, wrong in found.items()
        if wrong
    ]
    return Dots(tuple(rows), Axis("lost of a hundred", Unit.PERCENT)) if rows else None


def operations(results: Results) -> Operations:
    """Each operation on each interpreter."""
    codes = dict.fromkeys(
        code for python in results.pythons for code in results.labels(OPERATIONS, python)
    )
    found = tuple(
        Operation(code, _counted(results, OPERATIONS, code, results.pythons)) for code in codes
    )
    rows = [[Raw(one.code), *[_rate(one.wrong.get(p)) for p in results.pythons]] for one in found]
    gil = set(results.with_gil)
    return Operations(
        table([Label("operation"), *map(Raw, results.pythons)], rows),
        None,
        found,
        tuple(results.with_gil),
        tuple(one.code for one in found if gil & set(one.wrong_on)),
        tuple(one.code for one in found if set(one.wrong_on) - gil),
        tuple(one.code for one in found if not one.wrong_on),
    )


def _rate(found: Wrong | None) -> Rate | None:
    return Rate(found.total, found.tries) if found else None


def seen(results: Results, program: str) -> Seen | None:
    """Where the bad ending of a program was seen, and how often it was tried where it was not.

    Its threads run the program's own functions, at a switch interval of 1 µs. None if that was not
    measured.
    """
    found = _lost(results, program) | _first(results, program)
    if not found:
        return None
    unseen = {python: tried for python, tried in found.items() if not tried.seen}
    return Seen(
        tuple(python for python in found if python not in unseen),
        tuple(python for python, tried in unseen.items() if tried.able),
        tuple(python for python, tried in unseen.items() if not tried.able),
        min((tried.tries for tried in unseen.values()), default=0),
    )


def _lost(results: Results, program: str) -> dict[str, Tried]:
    """Of a program whose losses were counted."""
    wrong = _counted(results, SEEN, program, results.pythons)
    control = _counted(results, SEEN, CONTROL, results.pythons)
    return {
        python: Tried(one.tries, one.total > 0, python in control and control[python].total > 0)
        for python, one in wrong.items()
    }


def _first(results: Results, program: str) -> dict[str, Tried]:
    """Of a program that was tried until its bad ending was seen."""

    def tries(label: str, python: str) -> int:
        return round(sum(sum(results.values(name, label, python)) for name in FIRST))

    found = {}
    for python in results.pythons:
        until, never = (tries(f"{program}, {how}", python) for how in ("seen", "never seen"))
        if until + never:
            able = tries(f"{program} {CONTROL}, seen", python) > 0
            found[python] = Tried(until + never, until > 0, able)
    return found
