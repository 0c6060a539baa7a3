"""Judges a reader's solution of an exercise: by all its interleavings, else by many seeds.

The file of an exercise in `exercises/in_page` is a list of scenes: functions without arguments
that call what the reader has written, and assert what has to hold after it. Whatever they share
has a name that begins with an underscore. Each scene is a program of its own: the reader's lines,
and below them the scene's.

Nothing here belongs to a browser, so tests judge with the same code.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeGuard

from tools.browser import instrument, seeds
from tools.browser.stacks import Stacks
from tools.browser.watcher import Watcher
from tools.interleavings.explore import explore
from tools.interleavings.facts import Exploration, How, Kind, Refused, State, thread_of

ENOUGH = 20  # runs that fail: the shortest of these is shown
REACHED = "\x03"  # printed where a scene is over: a program may also end itself before
FRAME = re.compile(r'File "([^"]+)", line (\d+)')


@dataclass(frozen=True)
class Settings:
    """How scenes are run; their file may set each by its name in capitals."""

    states: int = 300
    """How many a scene may have; one with more is run with seeds."""
    seeds: int = 300
    """How many."""
    hasty: bool = True
    """May a sleep or a time limit be over at any time?"""


@dataclass(frozen=True)
class Scene:
    """A scene of an exercise, as a program."""

    title: str
    code: str
    """As its file has it."""
    source: str
    own: int
    """How many lines of it are the reader's."""
    settings: Settings


@dataclass(frozen=True)
class Passed:
    """No interleaving of a scene breaks it, or no seed does."""

    interleavings: int | None = 0
    """How many there are; None: endlessly many."""
    runs: int = 0


class Break(StrEnum):
    """How a scene does not hold; LEFT: the program ended itself before the scene was over."""

    SYNTAX = "syntax"
    ERROR = "error"
    DEADLOCK = "deadlock"
    LIVELOCK = "livelock"
    ENDLESS = "endless"
    LEFT = "left"


@dataclass(frozen=True)
class Broken:
    """A scene that does not hold, by the shortest interleaving found."""

    how: Break
    said: str = ""
    """The error, as Python names it; of an assertion what it says."""
    line: int = 0
    """Of the program, where the error comes from; 0 if a scene itself says it."""
    waiting: tuple[tuple[str, int], ...] = ()
    events: list[list] = field(default_factory=list)
    """What the threads did, as a Watcher tells it; in an interleaving also what a step changed."""
    bad: int | None = None
    """How many interleavings or runs break it; None: endlessly many."""
    of: int | None = None
    seed: int | None = None
    """With which seed; none where all interleavings were run."""


def judge(
    path: str,
    source: str,
    scenes: str,
    stacks: Callable[[], Stacks],
    tell: Callable[[dict], None],
) -> dict:
    """The verdict on a solution, as facts for the page: what passed, or what the first scene says.

    `path` is what its file is called in errors; `tell` hears how far it is.
    """
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        return {"broken": asdict(Broken(Break.SYNTAX, str(error.args[0]), line))}
    passed: list[Passed] = []
    found = [*programs(source, scenes)]
    for number, scene in enumerate(found):
        going = {"scene": number + 1, "scenes": len(found), "title": scene.title}
        tell(going | {"runs": 0})
        came = judged(path, scene, stacks, lambda runs, so=going: tell(so | {"runs": runs}))
        if isinstance(came, Broken):
            lines = lines_of(came, scene)
            shown = {"title": scene.title, "scene": scene.code, "check": lines}
            return {"broken": asdict(came)} | shown
        passed.append(came)
    runs = sum(one.runs for one in passed)
    count = total(one.interleavings for one in passed)
    return {"interleavings": count, "runs": runs, "scenes": len(found)}


def total(counts: Iterable[int | None]) -> int | None:
    """The sum; None, for endlessly many, if one of them is."""
    found = [*counts]
    return None if None in found else sum(one for one in found if one)


def lines_of(broken: Broken, scene: Scene) -> dict[int, str]:
    """The lines of the check in which a thread stands, by their number."""
    lines = scene.source.splitlines()
    stands = {line for _, _, _, line, *_ in broken.events} | {line for _, line in broken.waiting}
    return {line: lines[line - 1].strip() for line in sorted(stands) if line > scene.own}


def programs(source: str, scenes: str) -> Iterator[Scene]:
    """A program for each scene. What the reader's does under its main guard is left out."""
    body = ast.parse(source).body
    reader = _without(source, [node for node in body if _is_main_guard(node)])
    tree = ast.parse(scenes)
    settings = Settings(**dict(_constants(tree)))
    every = [node for node in tree.body if _is_scene(node)]
    for scene in every:
        others = [tree.body[0], *(node for node in every if node is not scene)]
        shown = _without(scenes, others)
        end = f"{scene.name}()\nprint({REACHED!r})\n"
        title = " ".join((ast.get_docstring(scene) or "").split())
        code = ast.get_source_segment(scenes, scene) or ""
        yield Scene(title, code, f"{reader}{shown}\n{end}", reader.count("\n"), settings)


def _constants(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id.lower(), ast.literal_eval(node.value)


def _is_scene(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def _is_main_guard(node: ast.stmt) -> bool:
    if not isinstance(node, ast.If) or not isinstance(node.test, ast.Compare):
        return False
    names = {one.id for one in ast.walk(node.test) if isinstance(one, ast.Name)}
    return names == {"__name__"}


def _without(source: str, nodes: list) -> str:
    """A program with empty lines in place of some statements: all others keep their lines."""
    lines = source.splitlines()
    for node in nodes:
        start = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        lines[start - 1 : node.end_lineno] = [""] * (node.end_lineno - start + 1)
    return "\n".join(lines) + "\n"


def judged(
    path: str, scene: Scene, stacks: Callable[[], Stacks], tell: Callable[[int], None]
) -> Passed | Broken:
    """What comes of a scene: by all interleavings, if they can be run, else with many seeds."""
    try:
        came = by_interleavings(path, scene)
    except Refused:
        return by_seeds(path, scene, stacks, tell)
    if isinstance(came, Broken) and not came.events:
        return by_seeds(path, scene, stacks, tell)  # it always ends so, and this knows how it came
    return came


# By all interleavings.


def by_interleavings(path: str, scene: Scene) -> Passed | Broken:
    """What comes of a scene in every interleaving. Raises Refused where not all can be run."""
    found = explore(scene.source, path.removeprefix("/snippets/"), most=scene.settings.states)
    states = found.states
    broken = [one for one in found.endings if how_broken(one.kind, states[one.states[0]])]
    if not broken:
        return Passed(found.count)
    first = min(broken, key=lambda one: len(one.shortest))
    bad = total(one.interleavings for one in broken)
    last, events = _played(found, first.shortest)
    how, said = how_broken(first.kind, last) or (Break.LEFT, "")
    waits = [number for number, one in enumerate(last.threads) if one.how is How.WAITS]
    stuck = tuple((_name(last, n), last.threads[n].line) for n in waits if how is Break.DEADLOCK)
    line = _last_line(events, scene.own) if how is Break.ERROR and not _asserted(said) else 0
    return Broken(how, _said(said), line, stuck, events, bad, found.count)


def how_broken(kind: Kind, last: State) -> tuple[Break, str] | None:
    """How a scene is broken, and its error; an error of another thread counts by what it causes."""
    if error := last.threads[0].error:
        return Break.ERROR, error
    if kind in (Kind.DEADLOCK, Kind.LIVELOCK):
        return Break(kind), ""
    return None if REACHED in last.out else (Break.LEFT, "")


def _played(found: Exploration, moves: tuple[str, ...]) -> tuple[State, list[list]]:
    """The last state of an interleaving, and what happens in it, step by step."""
    state = found.states[0]
    waits = [n for n, one in enumerate(state.threads) if one.how is How.WAITS]
    events = [[0, _name(state, n), "wait", state.threads[n].line, ""] for n in waits]
    for number, move in enumerate(moves):
        thread = thread_of(move)
        before, state = state, found.states[state.steps[move].to]
        changed = [f"{k} = {v}" for k, v in state.values.items() if before.values.get(k) != v]
        line = before.threads[thread].line
        events.append([number, _name(before, thread), "run", line, ", ".join(changed)])
        for one, now in enumerate(state.threads):
            was = before.threads[one].how if one < len(before.threads) else How.NEW
            if now.how is How.WAITS and was is not How.WAITS:
                events.append([number + 1, _name(state, one), "wait", now.line, ""])
            elif now.done and was not in (How.DONE, How.FAILED):
                events.append([number + 1, _name(state, one), "end", 0, ""])
    return state, events


def _name(state: State, thread: int) -> str:
    """What a thread is called: by its number too, where several are called so."""
    if not thread:
        return "MainThread"
    name = state.threads[thread].name
    alike = [one for one in state.threads if one.name == name]
    return f"{thread}: {name}" if len(alike) > 1 else name


# By seeds.


def by_seeds(
    path: str, scene: Scene, stacks: Callable[[], Stacks], tell: Callable[[int], None]
) -> Passed | Broken:
    """What comes of a scene with many seeds; of those that break it, the one with least turns."""
    code = instrument.instrumented(scene.source, path, fine=True)
    failed: list[tuple[int, int, int]] = []
    seed = 0
    for seed in range(scene.settings.seeds):
        ended, scheduler = _run(code, path, scene, seed, stacks())
        if ended.how is not seeds.Ended.EXIT or REACHED not in ended.printed:
            failed.append((scheduler.switches, scheduler.steps, seed))
        if len(failed) >= ENOUGH or ended.how is seeds.Ended.ENDLESS:
            break
        if seed % 10 == 9:
            tell(seed + 1)
    if not failed:
        return Passed(runs=scene.settings.seeds)
    best, watcher = min(failed)[-1], Watcher()
    ended, _ = _run(code, path, scene, best, stacks(), watch=watcher)
    how = Break.LEFT if ended.how is seeds.Ended.EXIT else Break(ended.how)
    said = ended.printed.strip().rpartition("\n")[2] if how is Break.ERROR else ""
    lines = [int(n) for file, n in FRAME.findall(ended.printed) if file == path]
    own = [n for n in lines if n <= scene.own]
    line = own[-1] if own and how is Break.ERROR and not _asserted(said) else 0
    return Broken(
        how, _said(said), line, ended.waiting, watcher.events, len(failed), seed + 1, best
    )


def _run(code: Any, path: str, scene: Scene, seed: int, stacks: Stacks, **options):
    scheduler = seeds.scheduler(
        seed, stacks, path, hasty=scene.settings.hasty, collect=False, **options
    )
    return seeds.ending(code, scene.source, scheduler), scheduler


def _asserted(said: str) -> bool:
    return said.startswith("AssertionError")


def _said(error: str) -> str:
    return error.removeprefix("AssertionError: ")


def _last_line(events: list[list], own: int) -> int:
    lines = [line for _, _, what, line, *_ in events if what == "run" and 0 < line <= own]
    return lines[-1] if lines else 0
