"""The graph of states as a page holds it: few texts, and numbers that lead to them.

A state is a row of numbers: for each thread that takes steps its standing, for each value its
text, for each lock, queue and so on how it is, then the text of what was printed; what they lead
to stands in `standings`, `texts` and `holdings`. `steps` has for each state, by move, the state
that it leads to.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from tools.interleavings.facts import (
    Awaited,
    Ending,
    Exploration,
    How,
    Standing,
    State,
    Verdict,
    thread_of,
)

Row = list[Any]
MISSING = "–"


@dataclass(frozen=True)
class EndingView:
    """A way to end, as the page shows it."""

    verdict: str
    interleavings: int | None
    """How many interleavings end so; None is without end."""
    states: list[int]
    path: list[str]
    """The moves of the shortest one."""
    errors: list[Row]
    """Threads that an exception has ended: number and exception."""
    stuck: list[Row]
    """Threads that wait: number, and what for."""
    circling: list[int]
    """Threads that go round without end."""
    values: list[Row]
    """Shared values: name and text."""
    printed: list[str]


@dataclass(frozen=True)
class View:
    """All interleavings of a program, as a page shows them."""

    stem: str
    movers: list[int]
    """The threads that take steps."""
    threads: list[str]
    names: list[str]
    """The shared values that are not always the same."""
    things: list[Row]
    """Locks, queues and so on: name and kind."""
    standings: list[Row]
    """Line, how, the thread's own values, error, what it waits for."""
    texts: list[str]
    holdings: list[Row]
    """How, owner, amount, of how many, text, who is inside."""
    states: list[list[int]]
    steps: list[dict[str, Row]]
    """By move: the state it leads to; where there is something to say, a note, whom it wakes."""
    count: int | None
    endings: list[EndingView]

    @classmethod
    def of(cls, found: Exploration, stem: str, is_broken: bool) -> "View":
        """What a page needs of an exploration."""
        return _Rows(found).view(stem, is_broken)

    @classmethod
    def loaded(cls, cached: dict[str, Any]) -> "View":
        """A view from the cache, where it is JSON."""
        found: dict[str, Any] = {
            **cached,
            "endings": [EndingView(**one) for one in cached["endings"]],
        }
        return cls(**found)

    def dumped(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)

    def for_script(self) -> dict[str, Any]:
        """What the page's script needs, as JSON has it; how it ends is told there in words."""
        shown = ("verdict", "states", "path")
        endings = [{name: getattr(ending, name) for name in shown} for ending in self.endings]
        return self.dumped() | {"endings": endings}

    def is_like_another(self, ending: EndingView) -> bool:
        """Is it told from another one by nothing but what was printed?"""

        def told(one: EndingView) -> list:
            return [one.errors, one.stuck, one.circling, one.values]

        return any(told(one) == told(ending) for one in self.endings if one is not ending)

    @property
    def always_bad(self) -> bool:
        """Does each interleaving end badly? No build can do better then."""
        sound = any(ending.verdict == Verdict.SOUND for ending in self.endings)
        return self.count is not None and not sound

    def way(self, ending: EndingView) -> list[tuple[str, int, str, list[str]]]:
        """The steps of the shortest way to an ending: the move, its line, how, what has changed."""
        steps, number = [], 0
        for move in ending.path:
            line, how, *_ = self.standings[self.states[number][self.movers.index(thread_of(move))]]
            to = self.steps[number][move][0]
            steps.append((move, line, how, self._changed(self.states[number], self.states[to])))
            number = to
        return steps

    def _changed(self, before: list[int], after: list[int]) -> list[str]:
        """The values that a step has changed."""
        movers = len(self.movers)
        said = [
            f"{name} = {self.texts[after[at]]}"
            for at, name in enumerate(self.names, movers)
            if before[at] != after[at]
        ]
        for at in range(movers):
            was, now = (self.standings[row[at]][2] for row in (before, after))
            said += [now] if now and now != was else []
        return said


class _Table:
    """Gives each row a number, the same for the same row."""

    def __init__(self):
        self.rows: list = []
        self.numbers: dict[str, int] = {}

    def number(self, row: object) -> int:
        key = json.dumps(row)
        if key not in self.numbers:
            self.numbers[key] = len(self.rows)
            self.rows.append(row)
        return self.numbers[key]


class _Rows:
    """The states of an exploration as rows of numbers."""

    def __init__(self, found: Exploration):
        self.found = found
        moves = {move for state in found.states for move in state.steps}
        self.movers = sorted({thread_of(move) for move in moves})
        self.names = _varying([state.values for state in found.states])
        self.things = {n: t.kind for state in found.states for n, t in state.things.items()}
        self.own = {
            mover: _varying(
                [
                    state.threads[mover].values
                    for state in found.states
                    if mover < len(state.threads) and not state.threads[mover].done
                ]
            )
            for mover in self.movers
        }
        self.standings, self.texts, self.holdings = _Table(), _Table(), _Table()

    def view(self, stem: str, is_broken: bool) -> View:
        """All of it."""
        found = self.found
        states = [self._state(state) for state in found.states]
        steps = [
            {
                move: [step.to, *([step.note, list(step.threads)] if step.note else [])]
                for move, step in state.steps.items()
            }
            for state in found.states
        ]
        last = max(found.states, key=lambda state: len(state.threads))
        return View(
            stem,
            self.movers,
            [thread.name for thread in last.threads],
            self.names,
            [list(thing) for thing in self.things.items()],
            self.standings.rows,
            self.texts.rows,
            self.holdings.rows,
            states,
            steps,
            found.count,
            [self._ending(ending, is_broken) for ending in found.endings],
        )

    def _state(self, state: State) -> list[int]:
        row = []
        for mover in self.movers:
            there = mover < len(state.threads)
            told = _standing(state.threads[mover], self.own[mover]) if there else [0, How.NEW, ""]
            row.append(self.standings.number(told))
        row += [self.texts.number(state.values.get(name, MISSING)) for name in self.names]
        for name in self.things:
            thing = state.things.get(name)
            told = thing and [
                thing.how,
                thing.owner,
                thing.amount,
                thing.of,
                thing.text,
                thing.inside,
            ]
            row.append(self.holdings.number(told))
        return [*row, self.texts.number(state.out)]

    def _ending(self, ending: Ending, is_broken: bool) -> EndingView:
        state = self.found.states[ending.states[0]]
        threads = list(enumerate(state.threads))
        stuck = [(n, t) for n, t in threads if t.awaited and not state.may_end]
        circling = [n for n, t in threads if not t.done and not t.awaited and not state.may_end]
        return EndingView(
            ending.verdict(is_broken),
            ending.interleavings,
            list(ending.states),
            list(ending.shortest),
            [[n, t.error] for n, t in threads if t.error],
            [[n, _awaited(t.awaited)] for n, t in stuck if n or len(stuck) == 1],
            circling,
            [[name, state.values[name]] for name in self.names if name in state.values],
            state.out.splitlines(),
        )


def _varying(many: list[dict[str, str]]) -> list[str]:
    """The names whose value is not always the same."""
    names = dict.fromkeys(name for values in many for name in values)
    return [name for name in names if len({values.get(name) for values in many}) > 1]


def _standing(thread: Standing, names: list[str]) -> Row:
    own = ", ".join(f"{name} = {thread.values[name]}" for name in names if name in thread.values)
    row: Row = [thread.line, thread.how, own]
    if thread.error or thread.awaited:
        row += [thread.error, thread.awaited and _awaited(thread.awaited)]
    return row


def _awaited(awaited: Awaited | None) -> dict[str, Any] | None:
    """What it waits for: a `thread`, a `name`, or the `kind` of a thing without one."""
    return awaited and asdict(awaited)
