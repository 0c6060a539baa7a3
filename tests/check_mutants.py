"""Ways to weaken a check: it refuses as much as before, or less.

What a changed check would have said of a wrong solution is known from what that answered.
"""

import ast
import contextlib
import functools
import io
import itertools
import json
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from snippet_mutants import FORGOTTEN, Mutant, Program, called, mutants

SHARED = "# The rest is the same in every check."
FIRST = '__import__("itertools").islice({}, 1)'
OF_LISTS = {  # what is left of a comparison of two lists
    "order": "sorted({}, key=repr)",
    "length": "len({})",
    "first": "({})[:1]",
}
LISTED = Path(__file__).with_name("check_mutants.toml")
LONGEST = 60  # seconds; a larger limit is of something else


class Check(Program):
    """The text and the tree of a check, or of the scenes by which a page judges."""

    def changes(self) -> Iterator[tuple[str, ast.AST, list]]:
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Expr) and _is_tell(node.value):
                found.append(("tell", node, [self.over(node, b"pass")]))
            elif isinstance(node, ast.Assert):
                found.append(("assert", node, [self.over(node, b"pass")]))
                found += self.of_condition(node.test, ast.And, "==", {"<": 10, ">": 0.1})
            elif isinstance(node, ast.If):
                found += self.of_condition(node.test, ast.Or, "!=", {"<": 0.1, ">": 10})
            elif isinstance(node, ast.For) and not _starts_or_joins(node):
                found.append(("loop", node, [self.instead(node.iter, FIRST)]))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
                found.append(("look", node, [self.over(node, b"pass")]))
            elif isinstance(node, ast.keyword | ast.arguments):
                found += (("limit", one, [self.instead(one, "10 * {}")]) for one in _limits(node))
        yield from sorted(found, key=lambda change: (change[1].lineno, change[1].col_offset))

    def instead(self, node: ast.AST, new: str) -> tuple[int, int, bytes]:
        """A text in which the node's own stands at {}."""
        return self.over(node, new.format(self.source(node)).encode())

    def source(self, node: ast.AST) -> str:
        """Its text, in one line."""
        return ast.unparse(node)

    def of_condition(
        self, test: ast.expr, either: type, equal: str, factors: dict
    ) -> Iterator[tuple]:
        """Of two reasons to refuse one alone, and what is left of a comparison."""
        for node in ast.walk(test):
            if isinstance(node, ast.BoolOp) and isinstance(node.op, either):
                for one in node.values:
                    yield "or", node, [self.over(node, self.source(one).encode())]
            elif isinstance(node, ast.Compare) and len(node.ops) == 1:
                for kind, new in self.of_comparison(node, equal, factors):
                    yield kind, node, [self.over(node, new.encode())]

    def of_comparison(
        self, node: ast.Compare, equal: str, factors: dict
    ) -> Iterator[tuple[str, str]]:
        right = node.comparators[0]
        one, other = self.source(node.left), self.source(right)
        sign = {ast.NotEq: "!=", ast.Eq: "==", ast.NotIn: "not in"}
        sign |= {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
        op = sign.get(type(node.ops[0]), "")
        if not all(_may_be(side, ast.List | ast.Dict) for side in (node.left, right)):
            pass
        elif op == equal:
            for kind, form in OF_LISTS.items():
                if kind != "order" or not (_all_alike(right) or one.startswith("sorted(")):
                    yield kind, f"{form.format(one)} {op} {form.format(other)}"
            over = "any" if op == "!=" else "all"
            yield "shorter", f"{over}(a {op} b for a, b in zip({one}, {other}))"
        elif op == "not in" and isinstance(node.left, ast.Name):
            for kind, form in OF_LISTS.items():
                yield kind, f"{form.format(one)} {op} [{form.format('_')} for _ in {other}]"
        if op == equal and _may_be(right, ast.Constant, int | float):
            for side in "<>" if op == "!=" else ("<=", ">="):
                yield "number", f"({one}) - ({other}) {side} 0"
        if op[:1] in factors and isinstance(right, ast.Constant) and right.value not in (0, 1):
            yield "number", f"{one} {op} {right.value * factors[op[0]]:g}"


def _may_be(node: ast.expr, kind: type, of: Any = object) -> bool:
    """Can its value be of this kind, as far as its text tells?"""
    if isinstance(node, ast.Constant | ast.List | ast.Dict | ast.Tuple | ast.Set | ast.JoinedStr):
        is_empty = isinstance(node, ast.List | ast.Dict) and ast.unparse(node) in ("[]", "{}")
        return (
            isinstance(node, kind) and isinstance(getattr(node, "value", None), of) and not is_empty
        )
    return True


def _all_alike(node: ast.expr) -> bool:
    """Has a list the same in each place? Then no order of another one makes it equal."""
    return isinstance(node, ast.List) and len({*map(ast.unparse, node.elts)}) == 1


def _is_tell(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called(node) == "tell"


def _starts_or_joins(node: ast.For) -> bool:
    return any(isinstance(one, ast.Call) and called(one) in FORGOTTEN for one in ast.walk(node))


def _limits(node: ast.keyword | ast.arguments) -> Iterator[ast.Constant]:
    """How long somebody waits, as an argument or if none is given."""
    pairs = [(node.arg, node.value)] if isinstance(node, ast.keyword) else []
    if isinstance(node, ast.arguments) and node.defaults:
        names = [arg.arg for arg in node.args[-len(node.defaults) :]]
        pairs = list(zip(names, node.defaults, strict=True))
    for name, value in pairs:
        number = value.value if isinstance(value, ast.Constant) else None
        if name == "limit" and isinstance(number, int) and number <= LONGEST:
            yield value


@functools.lru_cache(maxsize=2)
def _code(source: str) -> Any:
    with warnings.catch_warnings(action="ignore"):  # such as of a number that has no first
        return compile(source, "check.py", "exec")


@dataclass(frozen=True)
class Refusal:
    """How a test of a check has refused a wrong solution, as `many_solutions.py` keeps it."""

    name: str
    words: str
    """In which it has to."""
    check: Path
    """Beside the solution."""
    said: str
    printed: str
    test: str
    arguments: dict
    folder: Path
    answers: dict[str, dict] = field(repr=False)

    def noticed(self, source: str, *, again: bool = False) -> bool | None:
        """Does a changed check say something else, or nothing? None if it cannot judge at all.

        The solution is asked again if the change concerns more than the judgement.
        """
        if not again:
            return self._differs(source, self.folder, self.answered)
        before = self.check.read_bytes()
        self.check.write_text(source, "utf-8")
        try:
            with tempfile.TemporaryDirectory() as folder:
                return self._differs(source, Path(folder), lambda ask: ask)
        finally:
            self.check.write_bytes(before)

    def _differs(self, source: str, folder: Path, asking: Callable) -> bool | None:
        names: dict[str, Any] = {"__name__": self.check.stem, "__file__": str(self.check)}
        exec(_code(source), names)
        names |= {name: asking(names[name]) for name in ("ask", "run")}
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # pytest shows it if a test fails
                names[self.test](tmp_path=folder, **self.arguments)
        except pytest.fail.Exception as failed:
            printed = folder / "printed.txt"
            also = printed.read_text("utf-8", "replace") if printed.is_file() else ""
            if "TypeError: " in also and "TypeError: " not in self.printed:
                return None  # it compares what has no order, or is no list
            return self.words not in " ".join(f"{failed.msg}\n{self.printed}\n{also}".split())
        except Exception:
            return None
        return True

    def answered(self, ask: Callable) -> Callable:
        """Instead of `ask`: what was answered before is answered again."""

        def again(what, folder, *about):
            key = json.dumps([ask.__name__, getattr(what, "__name__", str(what)), *about])
            if key not in self.answers:
                return ask(what, folder, *about)
            if "failed" in self.answers[key]:
                pytest.fail(self.answers[key]["failed"], pytrace=False)
            return self.answers[key]["answer"]

        return again


@dataclass(frozen=True)
class Weaker:
    """A check that is weakened in one way."""

    exercise: str
    function: str
    """In which the change is."""
    judges: bool
    """Is what is asked of a solution the same as before?"""
    mutant: Mutant

    @property
    def id(self) -> str:
        """What it is called in `check_mutants.toml`."""
        return f"{self.exercise}: {self.function}: {self.mutant.change}"


@functools.cache
def weakened(exercise: str, text: str) -> list[Weaker]:
    """All ways to weaken a check: its own part of it, not what it shares with others."""
    functions = functions_of(text)
    own = text.partition(SHARED)[0].count("\n")
    found = []
    for mutant in mutants(text, Check):
        for name, node in functions.items():
            if node.lineno <= mutant.line <= min(own, node.end_lineno or 0):
                judges = mutant.kind == "tell" or bool({"tell", "ask", "run"} & _names(node))
                found.append(Weaker(exercise, name, judges, mutant))
    return found


def functions_of(text: str) -> dict[str, ast.stmt]:
    """What stands on the top level of a check, functions and classes, by name."""
    kinds = ast.FunctionDef | ast.ClassDef
    return {node.name: node for node in ast.parse(text).body if isinstance(node, kinds)}


@functools.cache
def reached(text: str, test: str) -> set[str]:
    """The functions that a test may call, itself or by others."""
    functions = functions_of(text)
    found, left = set(), [test]
    while left:
        found.add(name := left.pop())
        left += [one for one in _names(functions[name]) if one in functions and one not in found]
    return found


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def unnoticed(
    weaker: Weaker, text: str, refusals: Iterable[Refusal], *, again: bool = False
) -> bool | None:
    """Is each solution that was refused still refused, in the same words? None if it is broken."""
    for one in refusals:
        if weaker.function in reached(text, one.test):
            noticed = one.noticed(weaker.mutant.source, again=again)
            if noticed is not False:
                return None if noticed is None else False
    return True


def cases_unnoticed(text: str, refusals: Iterable[Refusal]) -> Iterator[tuple[str, bool]]:
    """The values in EACH, and whether no wrong solution needs them."""
    names: dict[str, Any] = {"__name__": "check", "__file__": "check.py"}
    exec(_code(text), names)
    needed = set(itertools.chain(*(one.arguments.items() for one in refusals)))
    for name, values in names.get("EACH", {}).items():
        yield from ((f"{name}: {value}", (name, value) not in needed) for value in values)
