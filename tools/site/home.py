"""The home page: a game of two threads, made from the exploration of a program of the site."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from tools.examples.page import snippet_named
from tools.examples.snippet import BadSnippet, Snippet
from tools.interleavings.explore import explore
from tools.site import numbers, pictures
from tools.site.build import Build

# `<!-- home: game locks/three_steps.py -->`, `<!-- home: timeline threads/oven_and_cook.py -->`,
# `<!-- home: chart computing -->`
PLACE = re.compile(r"<!-- home: (?P<what>[a-z]+) (?P<name>\S+) -->")
GAME, CHART = "game", "chart"
THREADS = (1, 2)


@dataclass(frozen=True)
class Standing:
    """Where a thread stands: its line, none once it has ended, and the values of its own names."""

    line: int | None
    own: dict[str, str]


@dataclass(frozen=True)
class State:
    """A state of the game: the shared value, the threads, and the states their steps lead to."""

    value: str
    threads: tuple[Standing, ...]
    to: tuple[int | None, ...]
    lost: bool | None
    """Is money lost at the end? None before that."""


@dataclass(frozen=True)
class Move:
    """A step of an interleaving: who took it, the line, what it did to the shared value."""

    thread: int
    line: int
    value: str
    own: dict[str, str]


@dataclass(frozen=True)
class Game:
    """All the interleavings of a program in which two threads run one function."""

    name: str
    """The shared value's."""
    function: str
    lines: dict[int, str]
    """The lines of the function that are steps, by number."""
    states: tuple[State, ...]
    interleavings: int
    lost: int
    """How many of them lose."""
    in_turn: tuple[Move, ...]
    """An interleaving in which nothing is lost."""
    losing: tuple[Move, ...]
    """The first interleaving in which something is."""


def game(snippet: Snippet) -> Game:
    """The game of a snippet. Raises BadSnippet if it has none."""
    found = explore(snippet.source, snippet.name)
    names = [name for name in found.states[0].values if _varies(name, found.states)]
    bad = {number for ending in found.endings if ending.is_bad for number in ending.states}
    ends = {number for ending in found.endings for number in ending.states}
    counts = [ending.interleavings for ending in found.endings]
    if len(names) != 1 or not bad or ends == bad or None in counts:
        raise BadSnippet(f"snippets/{snippet.name}: no game: it needs one value that can be lost")
    states = tuple(
        State(
            state.values[names[0]],
            tuple(_standing(state.threads[number]) for number in THREADS),
            tuple(_to(state.steps, number) for number in THREADS),
            (number in bad) if number in ends else None,
        )
        for number, state in enumerate(found.states)
    )
    lines = sorted({t.line for state in states for t in state.threads if t.line})
    source = snippet.source.splitlines()
    return Game(
        names[0],
        _function(snippet.source, lines[0]),
        {line: source[line - 1].strip() for line in lines},
        states,
        sum(filter(None, counts)),
        sum(ending.interleavings or 0 for ending in found.endings if ending.is_bad),
        _first(states, lost=False),
        _first(states, lost=True),
    )


def _varies(name: str, states: Sequence) -> bool:
    return len({state.values.get(name) for state in states}) > 1


def _standing(thread) -> Standing:
    return Standing(None, {}) if thread.done else Standing(thread.line, dict(thread.values))


def _to(steps: dict, thread: int) -> int | None:
    """The state that a thread's step leads to."""
    step = steps.get(str(thread), steps.get(thread))
    return None if step is None else getattr(step, "to", None) or step[0]


def _function(source: str, line: int) -> str:
    """The name of the function that a line is in."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return next(one.name for one in functions if one.lineno <= line <= (one.end_lineno or 0))


def _first(states: tuple[State, ...], lost: bool, at: int = 0) -> tuple[Move, ...]:
    """The first interleaving that ends so, thread 1 before thread 2."""
    for thread, to in zip(THREADS, states[at].to, strict=True):
        if to is None:
            continue
        before, after = states[at].threads[thread - 1], states[to]
        move = Move(thread, before.line or 0, after.value, after.threads[thread - 1].own)
        if after.lost is lost:
            return (move,)
        if after.lost is None and (rest := _first(states, lost, to)):
            return (move, *rest)
    return ()


def placed(build: Build, page: Page, lines: Sequence[str], skipped: int = 0) -> list[str]:
    """A page's lines with the game and the pictures where they are asked for."""
    return [
        _put(build, page, place, number) if (place := PLACE.fullmatch(line)) else line
        for number, line in enumerate(lines, 1 + skipped)
    ]


def _put(build: Build, page: Page, place: re.Match, line: int) -> str:
    try:
        return _asked(build, page, place, line)
    except Exception as error:  # whatever an example does, the rest of the page is built
        problem = pictures.told(build, place["name"], f"its {place['what']}", error)
        return build.put(page.file.src_uri, build.wrong(page.file.src_uri, line, problem))


def _asked(build: Build, page: Page, place: re.Match, line: int) -> str:
    if place["what"] == CHART:
        return build.put(page.file.src_uri, chart(build, place["name"]))
    snippet = snippet_named(place["name"])
    if place["what"] != GAME:
        return str(pictures.place(build, page, snippet, place["what"], line))
    found = game(snippet)
    files = {name: get_relative_url(f"home/game.{name}", page.url) for name in ("js", "css")}
    html: Markup = build.telling.render("home-game.j2", game=found, rows=rows(found), files=files)
    return build.put(page.file.src_uri, html)


def chart(build: Build, topic: str) -> Markup:
    """What was measured of a topic, as sentences and a chart; nothing, if nothing was."""
    if not build.results:
        return Markup()
    told = numbers.Numbers(build.results, build.telling).topic(topic)
    shown = BeautifulSoup(told, "html.parser")
    for table in shown.select("details"):
        table.decompose()
    return Markup(f'<div class="home-chart">{shown}</div>')


def rows(found: Game) -> list[list]:
    """The states for the script: value; line, own values and next of each thread; is it lost?"""
    return [
        [
            state.value,
            *(
                [thread.line, ", ".join(f"{k} = {v}" for k, v in thread.own.items()), to]
                for thread, to in zip(state.threads, state.to, strict=True)
            ),
            state.lost,
        ]
        for state in found.states
    ]
