"""A judge must be able to fail: refuse outcomes that say nothing, before any example is run."""

import ast
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tools.examples.judge import asserts
from tools.examples.outcome import SYSTEMS, Kind, Outcome, stated
from tools.examples.printed import NUMBERED, masked, messages
from tools.examples.runner import Run
from tools.examples.snippet import Snippet
from tools.files import place
from tools.interpreters import OF_CI, Build

ALL_BUSY = 1000.0  # cores: no free one on any machine
FEW_WORDS = 2  # a pattern for so short a message may leave open what comes after its name
FAR_OFF = "9876543210"  # a number that no program here counts to
MEANINGLESS = "zyzzyva"
LONG = 30.0  # seconds; a limit above it needs a reason
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?![\w.])")  # whole; a duration may be any
ORDER = re.compile(r"(?i)\b(?:first|last|order)\b")  # by these a reader is told that it may vary
STRANGE = (  # messages that nobody expects
    *("Zyzzyva 7: what no program says", "q", "~ 0 _ ~"),
    *("ZyzzyvaError: what no program says", "ZyzzyvaError: zyzzyva"),
)
# What binds a name of a file, and what has names of its own.
NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INSIDE = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def weak(file: Path, only: str = "") -> list[str]:
    """What a chapter's outcomes.py states that could not fail, or was stated by mistake.

    Of `only` one example, or of all. Raises BadOutcome if the file does not run.
    """
    outcomes = stated(file)
    tree = _tree(file)
    snippets = {path.stem for path in file.parent.glob("*.py")} - {"outcomes"}
    found = list(_misstated(tree, snippets, outcomes))
    for name, outcome in outcomes.items():
        if only not in ("", name):
            continue
        line = _line(tree, name)
        found += [(line, name, problem) for problem in _of(tree, outcome)]
    return [
        f"{place(file)}:{line}: {name}: {problem}"
        for line, name, problem in sorted(found)
        if only in ("", name)
    ]


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_bytes() if file.is_file() else b"")


def _bound(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.stmt | ast.Name, str]]:
    """The names that a file binds, in its order, and where; of two branches only one is run."""
    for node in nodes:
        if isinstance(node, NAMED):
            yield node, node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node, node.id
        elif isinstance(node, ast.If):
            names = [name for _, name in _bound(node.body)]
            yield from _bound(node.body)
            yield from (one for one in _bound(node.orelse) if one[1] not in names)
        elif not isinstance(node, INSIDE):
            yield from _bound(ast.iter_child_nodes(node))


def _misstated(
    tree: ast.Module, snippets: set[str], outcomes: Collection[str]
) -> Iterator[tuple[int, str, str]]:
    """Names that are stated twice, of which the first is forgotten, or that state nothing."""
    seen: dict[str, int] = {}
    for node, name in _bound(tree.body):
        if name in seen and name in {*outcomes, *snippets}:
            yield node.lineno, name, f"stated in line {seen[name]} already; keep one"
        elif name in snippets and name not in outcomes:
            is_plain = isinstance(node, ast.FunctionDef) and not node.decorator_list
            what = "a function, and" if is_plain else "this is"
            advice = "@sample above it" if is_plain else "exact(), any_order() or @sample"
            yield node.lineno, name, f"{what} no outcome; write {advice}"
        seen[name] = node.lineno


def _line(tree: ast.Module, name: str) -> int:
    return next((node.lineno for node, bound in _bound(tree.body) if bound == name), 1)


def _of(tree: ast.Module, outcome: Outcome) -> Iterator[str]:
    """What is wrong with one outcome."""
    for pattern in outcome.stderr:
        if any(re.fullmatch(pattern, message) for message in STRANGE):
            yield f"stderr={pattern!r} fits any message; say which one is expected"
    if outcome.limit > LONG and not outcome.slow.strip():
        yield f"a limit above {LONG:g} s needs a reason: slow="
    if outcome.slow and outcome.limit <= LONG:
        yield f"slow= says why a limit is above {LONG:g} s: name its limit="
    if outcome.platforms is not None and not outcome.because.strip():
        yield "say, for the reader, why it cannot run on other systems: platforms=..., because="
    if outcome.because and outcome.platforms is None:
        yield "because= says why it cannot run on other systems: name its platforms="
    if outcome.check and not _asserts_something(tree, outcome.check):
        yield "its check asserts nothing of the run"
    if outcome.check and _allows_one(tree, outcome.check):
        yield "its check allows one output only: state exact(), or nothing; readers hear it varies"
    if outcome.check and not outcome.reason:
        yield "no docstring; say there, for the reader, why the output varies"
    if outcome.kind is Kind.ANY_ORDER and not outcome.reason:
        yield 'say, for the reader, why the order varies: any_order("Who is first, ...")'


def _allows_one(tree: ast.Module, check: Callable[[Run], None]) -> bool:
    """Is all that the check does to compare the output with one text?"""
    own = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    body = [part for one in own if one.name == check.__name__ for part in one.body]
    if len(body) != 2 or not isinstance(body[1], ast.Assert):  # the first is its docstring
        return False
    match body[1].test:
        case ast.Compare(left=ast.Attribute(attr="lines" | "stdout"), ops=[ast.Eq()]) as same:
            return not any(isinstance(one, ast.Name) for one in ast.walk(same.comparators[0]))
    return False


def _asserts_something(tree: ast.Module, check: Callable[[Run], None]) -> bool:
    """Is there, in the check or in a function that it calls, an assert that names anything?"""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    own = functions.get(check.__name__)
    if own is None:
        return True  # it is made in another way; it will be tried
    called = {
        functions[node.func.id]
        for node in ast.walk(own)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in functions
    }
    found = (node for one in {own, *called} for node in ast.walk(one))
    return any(
        isinstance(node, ast.Assert) and any(isinstance(n, ast.Name) for n in ast.walk(node.test))
        for node in found
    )


def blind(snippet: Snippet, outcome: Outcome, run: Run) -> list[str]:
    """To which changes of a good run its judge is blind: none is to be.

    The check of a sample is given a run that printed nothing, here or on another system or Python
    that it is for, and runs of which one line, one word or one number was another, or one line was
    not there, or there twice: what varies is to be stated as a set of words, a pattern, a number
    with its bounds. Whether a number may be one more cannot be decided without its meaning. In
    another order the lines and words are wrong, too, unless the reader is told that it varies; the
    values of a measured program are looked up by their labels. A pattern for standard error is
    given a message of which only the first word is the same.
    """
    wide = [
        f"stderr={pattern!r} fits any {first} write out what is always said"
        for message, first in ((one, one.split()[0]) for one in _sentences(run))
        for pattern in outcome.stderr
        if re.fullmatch(pattern, message) and re.fullmatch(pattern, f"{first} {STRANGE[0]}")
    ]
    if not wide:
        return _blind_check(snippet, outcome, run)
    name = snippet.path.stem
    where = f"{place(snippet.outcomes)}:{_line(_tree(snippet.outcomes), name)}: {name}"
    return [f"{where}: {what}" for what in wide]


def _sentences(run: Run) -> list[str]:
    """The messages on standard error that say more than a word or two."""
    return [message for message in messages(run.stderr) if len(message.split()) > FEW_WORDS]


def _blind_check(snippet: Snippet, outcome: Outcome, run: Run) -> list[str]:
    if outcome.check is None or not run.stdout:
        return []
    lines = run.stdout.splitlines(keepends=True)
    changed = [("an empty output", replace(run, stdout=""))]
    for what, instead in (("another", f"{STRANGE[0]}\n"), ("no", ""), ("twice the", None)):
        for at, line in enumerate(lines):
            now = 2 * line if instead is None else instead
            stdout = "".join([*lines[:at], now, *lines[at + 1 :]])
            changed.append((f"{what} line {at + 1}", replace(run, stdout=stdout)))
    blind_to = _passed(snippet, outcome.check, changed)
    busy = replace(run, stdout="", busy=ALL_BUSY)
    if not blind_to and not asserts(snippet, busy, outcome.check):
        blind_to = ["an empty output if no core was free"]
    blind_to = blind_to or _passed(snippet, outcome.check, _elsewhere(snippet, outcome, run))
    blind_to = blind_to or _passed(snippet, outcome.check, _parts_changed(run))
    advice = "assert how many lines there are, what each may be, every word in it"
    if not (blind_to or snippet.is_measured or ORDER.search(outcome.reason)):
        blind_to = _passed(snippet, outcome.check, _exchanged(run))
        advice = "assert the order, or say in its docstring that the order varies"
    whose = f"{place(snippet.outcomes)}:{outcome.check.__code__.co_firstlineno}"
    return [f"{whose}: its check passes {what}, too; {advice}" for what in blind_to[:3]]


def _passed(
    snippet: Snippet, check: Callable[[Run], None], changed: Iterable[tuple[str, Run]]
) -> list[str]:
    """Which of these runs, none of which is right, a check has nothing against."""
    return [what for what, bad in changed if not asserts(snippet, bad, check)]


def _elsewhere(snippet: Snippet, outcome: Outcome, run: Run) -> Iterator[tuple[str, Run]]:
    """Runs that printed nothing, or nonsense, on each system and Python that it is for."""
    strange = re.sub(r"(?m)^.*$", STRANGE[0], run.stdout.rstrip("\n"))
    for system, build in itertools.product(outcome.platforms or SYSTEMS, map(Build.named, OF_CI)):
        if snippet.left_out(build.patch()):
            continue
        for what, stdout in (("an empty output", ""), ("other lines", f"{strange}\n")):
            bad = replace(run, python=build.patch(), platform=system, stdout=stdout)
            yield f"{what} on {SYSTEMS[system]} with Python {build.name}", bad


def _parts_changed(run: Run) -> Iterator[tuple[str, Run]]:
    """Runs of which one word, or one number, was another.

    Of lines that differ in what is masked only, such as durations, the first.
    """
    end, seen = 0, set()
    for at, line in enumerate(run.stdout.splitlines(keepends=True), 1):
        start, end = end, end + len(line)
        plain = masked(line)
        if plain in seen:
            continue
        seen.add(plain)
        others = [
            (found, other)
            for found in re.finditer(r"\S+", line)
            for other in (found[0] + MEANINGLESS, MEANINGLESS + found[0], "")
        ]
        any_will_do = {found.start(3) for found in NUMBERED.finditer(line)}  # pids and ports
        others += [
            (found, FAR_OFF) for found in NUMBER.finditer(line) if found.start() not in any_will_do
        ]
        for found, other in others:
            changed = line[: found.start()] + other + line[found.end() :]
            stdout = run.stdout[:start] + changed + run.stdout[end:]
            instead = f"with {other} for" if other else "without"
            yield f"line {at} {instead} {found[0]}", replace(run, stdout=stdout)


def _exchanged(run: Run) -> Iterator[tuple[str, Run]]:
    """Runs of which a line and the next, or two words of a line, stood in each other's place."""
    lines = run.stdout.splitlines(keepends=True)
    for at, line in enumerate(lines):
        for other, words in _words_exchanged(line):
            changed = [*lines[:at], other, *lines[at + 1 :]]
            yield f"line {at + 1} with {words} exchanged", replace(run, stdout="".join(changed))
        both = lines[at : at + 2]
        if len(both) == 2 and all(re.search(r"[^\W\d_]", one) for one in both):
            changed = [*lines[:at], *reversed(both), *lines[at + 2 :]]
            said = f"lines {at + 1} and {at + 2} exchanged"
            if masked(both[0]) != masked(both[1]):
                yield said, replace(run, stdout="".join(changed))


def _words_exchanged(line: str) -> Iterator[tuple[str, str]]:
    """A line with two of its words exchanged, and which; numbers stay where they are."""
    for one, other in itertools.combinations(re.finditer(r"[^\W\d_][\w']*", line), 2):
        if one[0] != other[0]:
            between = line[one.end() : other.start()]
            changed = line[: one.start()] + other[0] + between + one[0] + line[other.end() :]
            yield changed, f"{one[0]} and {other[0]}"
