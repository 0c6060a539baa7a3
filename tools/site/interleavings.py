"""All orders of an example on its page: the data for the reader's script, and what stands there
without it.
"""

import html
import json
import posixpath
import sys
from pathlib import Path

from tools import cache as kept
from tools.examples.snippet import BadSnippet, Snippet
from tools.interleavings import explore as orders
from tools.interleavings import frozen
from tools.interleavings import instrument as steps
from tools.interleavings import primitives as models
from tools.interleavings import scheduler as world
from tools.interleavings.explore import Ending, Orders, Standing, State

SCRIPT, STYLES = "assets/orders.js", "assets/orders.css"
FINENESS = "locks/races"
VERDICTS = {
    "deadlock": "Deadlock",
    "error": "Error",
    "race": "Race",
    "wrong": "Wrong",
    "sound": "Good",
}


def as_html(snippet: Snippet, page: str) -> str:
    """The view of a snippet, for a page. Raises BadSnippet where it cannot be explored."""
    found = explored(snippet)
    here = page.removesuffix(".md")
    script, styles, fine = (posixpath.relpath(to, here) for to in (SCRIPT, STYLES, FINENESS))
    data = json.dumps(found, separators=(",", ":")).replace("<", "\\u003c")
    stem = html.escape(snippet.path.stem)
    return (
        f'<div class="orders" id="orders-{stem}" data-name="{stem}">'
        f'<link rel="stylesheet" href="{styles}">'
        '<p class="orders-title">All the orders</p>'
        f'<p class="orders-intro">{_intro(found)} What you see is '
        f'<a href="{fine}/#line-by-line">line by line</a>.</p>'
        f'<div class="orders-static">{_table(found)}{_way(found, snippet)}</div>'
        f'<script type="application/json">{data}</script>'
        f'<script type="module" src="{script}"></script></div>'
    )


def explored(snippet: Snippet) -> dict:
    """What was explored of a snippet as it is now, explored anew where that is not kept."""

    def explore() -> dict:
        try:
            return data_of(orders.explore(snippet.source, snippet.name), snippet.is_broken)
        except steps.Refused as error:
            raise BadSnippet(str(error)) from None

    explorer = (sys.modules[__name__], orders, world, frozen, models, steps)
    sources = [Path(module.__file__).read_text("utf-8") for module in explorer]
    return kept.kept(
        snippet.name, "orders", kept.key_of(sys.version, snippet.source, *sources), explore
    )


class Table:
    """Gives each thing a number, so that a state is a few numbers."""

    def __init__(self):
        self.rows: list = []
        self.numbers: dict[str, int] = {}

    def number(self, row) -> int:
        """The number of a row, the same for the same row."""
        key = json.dumps(row)
        if key not in self.numbers:
            self.numbers[key] = len(self.rows)
            self.rows.append(row)
        return self.numbers[key]


def data_of(found: Orders, is_broken: bool = False) -> dict:
    """The graph of states for the script: what it has to say is text, what it follows are numbers.

    A state is a list of numbers: a standing for each thread, a text for each value, how each thing
    is, the output, and for each thread the state after its next step, or -1.
    """
    movers = sorted({number for state in found.states for number in state.steps})
    names = _varying([state.values for state in found.states])
    own = {
        n: _varying([s.threads[n].values for s in _with(found, n) if not s.threads[n].done])
        for n in movers
    }
    things = {name: thing[0] for state in found.states for name, thing in state.things.items()}
    standings, texts, holdings = Table(), Table(), Table()
    states, notes = [], {}
    for number, state in enumerate(found.states):
        row = []
        for mover in movers:
            there = mover < len(state.threads)
            standing = _standing(state.threads[mover], own[mover]) if there else [0, "new", "", ""]
            row.append(standings.number(standing))
        row += [texts.number(state.values.get(name, "–")) for name in names]
        for name in things:
            _, owner, said, inside = state.things.get(name, ("", None, "", []))
            row.append(holdings.number([owner, said, inside]))
        row.append(texts.number(state.out))
        for mover in movers:
            to, note = state.steps.get(mover, (-1, ""))
            row.append(to)
            if note:
                notes[f"{number}:{mover}"] = note
        states.append(row)
    last = found.states[found.endings[0].states[0]]
    return {
        "movers": movers,
        "threads": [thread.name for thread in last.threads],
        "names": names,
        "things": list(things.items()),
        "standings": standings.rows,
        "texts": texts.rows,
        "holdings": holdings.rows,
        "states": states,
        "notes": notes,
        "count": _number(found.count),
        "endings": [_ending(found, ending, names, is_broken) for ending in found.endings],
    }


def _with(found: Orders, number: int) -> list[State]:
    return [state for state in found.states if number < len(state.threads)]


def _varying(many: list[dict[str, str]]) -> list[str]:
    """The names whose value is not always the same."""
    names = dict.fromkeys(name for values in many for name in values)
    return [name for name in names if len({values.get(name) for values in many}) > 1]


def _standing(thread: Standing, names: list[str]) -> list:
    """Line, state, values of its own, and what there is to say."""
    own = ", ".join(f"{name} = {thread.values[name]}" for name in names if name in thread.values)
    if thread.error:
        return [0, "error", own, thread.error]
    if thread.done:
        return [0, "done", own, ""]
    if thread.waits:
        return [thread.line, "waits", own, thread.waits]
    how = "woken" if thread.woken else "leaving" if thread.leaving else "ready"
    return [thread.line, how, own, ""]


def _number(count: int | None) -> str:
    return "endless" if count is None else f"{count:,}"


def _ending(found: Orders, ending: Ending, names: list[str], is_broken: bool) -> dict:
    state = found.states[ending.states[0]]
    wrong = "race" if not ending.in_turn else "wrong" if is_broken else "sound"
    return {
        "verdict": wrong if ending.kind == "end" else ending.kind,
        "orders": _number(ending.orders),
        "states": ending.states,
        "path": list(found.shortest(ending)),
        "text": _described(state, names),
    }


def _described(state: State, names: list[str]) -> str:
    """How it ends, in one line."""
    said = [f"{_called(n)}: {t.error}" for n, t in enumerate(state.threads) if t.error]
    stuck = [(n, t) for n, t in enumerate(state.threads) if t.waits and n]
    said += [f"{_called(n)} waits for {t.waits}" for n, t in stuck]
    said += [f"{name} = {state.values[name]}" for name in names if name in state.values]
    if not said or (not names and not stuck):
        said += state.out.splitlines()
    return "; ".join(said)


def _called(number: int) -> str:
    return f"thread {number}" if number else "main"


def _intro(found: dict) -> str:
    """How many orders and endings there are."""
    many = len(found["endings"])
    end = "all of them end alike" if many == 1 else f"they end in {many} ways"
    if found["count"] == "endless":
        return f"A loop can go round again and again, so the orders are endless; {end}."
    if found["count"] == "1":
        return "The threads can take turns in one order only."
    return f"The threads can take turns in {found['count']} orders; {end}."


def _table(found: dict) -> str:
    """All endings."""
    rows = "".join(
        f"<tr><td>{VERDICTS[one['verdict']]}</td><td>{html.escape(one['text'])}</td>"
        f"<td>{one['orders']}</td></tr>"
        for one in found["endings"]
    )
    return (
        "<table><thead><tr><th>Kind</th><th>How it ends</th><th>Orders</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _way(found: dict, snippet: Snippet) -> str:
    """The shortest order to the first ending, step by step."""
    ending, lines = found["endings"][0], snippet.source.splitlines()
    items, state = [], found["states"][0]
    for number in ending["path"]:
        mover = found["movers"].index(number)
        line, how, _, _ = found["standings"][state[mover]]
        after = found["states"][state[mover - len(found["movers"])]]
        code = html.escape(lines[line - 1].strip())
        end = "leaves the block of " if how == "leaving" else ""
        items.append(
            f"<li>{_called(number)}, {end}line {line}: <code>{code}</code>"
            f"{_changed(found, state, after)}</li>"
        )
        state = after
    kind = VERDICTS[ending["verdict"]].lower()
    title = f"One order, step by step: {kind}"
    return f"<details><summary>{title}</summary><ol>{''.join(items)}</ol></details>"


def _changed(found: dict, before: list[int], after: list[int]) -> str:
    """The values and the output that a step has changed."""
    movers, texts = len(found["movers"]), found["texts"]
    said = [
        f"{name} = {texts[after[at]]}"
        for at, name in enumerate(found["names"], movers)
        if before[at] != after[at]
    ]
    for at in range(movers):
        was, now = (found["standings"][row[at]][2] for row in (before, after))
        said += [now] if now and now != was else []
    return f" → {html.escape(', '.join(said))}" if said else ""
