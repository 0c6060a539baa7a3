"""Small changes of a program: what somebody forgets, or gets wrong, in a concurrent one.

Each leaves every other line where it was, so that tracebacks name the same lines. Mutation tools
change arithmetic and comparisons, and write the file anew; none knows locks, joins and daemons.
"""

import ast
import itertools
import re
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Calls that stand alone on a line and whose absence is a mistake of this kind.
FORGOTTEN = {
    *("acquire", "cancel", "clear", "close", "join", "kill", "notify", "notify_all", "put"),
    *("release", "set", "shutdown", "start", "task_done", "terminate", "wait"),
}
# How long is waited is no behaviour: an example must do the same whatever its sleeps.
WAITS = {"sleep", "join", "wait", "wait_for", "timeout", "settimeout", "Timer"}
# 0 is the program itself, or its group; 1 is the first process of the system.
WHOSE = {"kill", "killpg", "sched_getaffinity", "sched_setaffinity"}
NOTHING = b'__import__("contextlib").nullcontext()'
Edit = tuple[int, int, bytes]  # from, to, what stands there instead


@dataclass(frozen=True)
class Mutant:
    """A changed program."""

    kind: str
    line: int
    change: str
    """The lines before and after, as `old -> new`."""
    source: str


def mutants(source: str, program: "type[Program] | None" = None) -> Iterator[Mutant]:
    """All changes of a program, in the order of its lines, that are still Python."""
    for kind, node, edits in (program or Program)(source).changes():
        text = source.encode()
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        changed = text.decode()
        if changed != source and _compiles(changed):
            yield Mutant(kind, node.lineno, _told(source, changed), changed)


def listed(file: Path) -> dict[str, re.Pattern]:
    """The mutants that nobody can notice, by reasons, as they stand in a file."""
    names = itertools.chain(*tomllib.loads(file.read_text("utf-8")).values())
    return {name: pattern(name) for name in names}


def pattern(name: str) -> re.Pattern:
    """What a name fits, in which `*` is anything."""
    return re.compile(re.escape(name).replace(r"\*", ".*"))


def _compiles(source: str) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _told(before: str, after: str) -> str:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    changed = [(old.strip(), new.strip()) for old, new in pairs if old != new]
    return " -> ".join(" / ".join(lines) for lines in zip(*changed, strict=True))


class Program:
    """A program's text and its tree."""

    def __init__(self, source: str):
        self.text = source.encode()
        self.tree = ast.parse(source)
        lines = self.text.splitlines(keepends=True)
        self.starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]

    def changes(self) -> Iterator[tuple[str, ast.AST, list[Edit]]]:
        """The kind of each change, where it is, and what to edit."""
        left_alone = set(map(id, self.not_constants()))
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.With | ast.AsyncWith):
                found += self.of_with(node)
            elif isinstance(node, ast.Expr) and _method(node) in FORGOTTEN:
                found.append((_method(node), node, [self.over(node, b"pass")]))
            elif isinstance(node, ast.If | ast.While):
                found += self.of_guard(node)
            elif isinstance(node, ast.Try):
                found.append(("try", node, list(self.without_try(node))))
            elif isinstance(node, ast.Constant) and id(node) not in left_alone:
                found += [
                    ("constant", node, [self.over(node, repr(new).encode())])
                    for new in _other(node.value)
                ]
            for body in _bodies(node):
                found += self.swaps(body)
        yield from sorted(found, key=lambda change: (change[1].lineno, change[1].col_offset))

    def place(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def span(self, node) -> tuple[int, int]:
        return (
            self.place(node.lineno, node.col_offset),
            self.place(node.end_lineno, node.end_col_offset),
        )

    def over(self, node, new: bytes) -> Edit:
        """Another text instead of a node, of as many lines."""
        start, end = self.span(node)
        if more := b"\n" * self.text[start:end].count(b"\n"):
            new = new + more if new == b"pass" else b"(" + new + more + b")"
        return start, end, new

    def of_with(self, node) -> Iterator[tuple[str, ast.AST, list[Edit]]]:
        """Nothing is entered, where what is has no name in the program."""
        for item in node.items:
            if item.optional_vars:
                continue
            start, end = self.span(item.context_expr)
            if len(node.items) > 1 or b"\n" in self.text[start:end]:
                yield "with", item.context_expr, [self.over(item.context_expr, NOTHING)]
            else:
                yield "with", node, [(self.span(node)[0], end, b"if True")]

    def of_guard(self, node) -> Iterator[tuple[str, ast.AST, list[Edit]]]:
        if isinstance(node.test, ast.Constant) or "__name__" in ast.unparse(node.test):
            return  # the main guard has a test of its own
        if isinstance(node, ast.If):
            yield "if", node, [self.over(node.test, b"True")]
        else:
            start, _ = self.span(node)
            yield "while", node, [(start, start + len(b"while"), b"if")]

    def without_try(self, node: ast.Try) -> Iterator[Edit]:
        """Nothing is caught, and `finally` is of the good case alone."""
        start, _ = self.span(node)
        yield start, start + len(b"try"), b"if True"
        for handler in node.handlers:
            start, _ = self.span(handler)
            yield start, self.text.rindex(b":", start, self.span(handler.body[0])[0]), b"if False"
        if node.finalbody:
            start = self.text.rindex(b"finally", 0, self.span(node.finalbody[0])[0])
            yield start, start + len(b"finally"), b"if True"

    def swaps(self, body: list[ast.stmt]) -> Iterator[tuple[str, ast.AST, list[Edit]]]:
        """Two calls that follow each other."""
        for one, other in itertools.pairwise(body):
            if _is_call(one) and _is_call(other):
                first, second = self.span(one), self.span(other)
                there, here = self.text[slice(*first)], self.text[slice(*second)]
                yield "swap", one, [(*first, here), (*second, there)]

    def not_constants(self) -> Iterator[ast.AST]:
        """Docstrings, the parts of f-strings, how long something waits, and other processes."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Expr | ast.JoinedStr):
                inside = [node.value] if isinstance(node, ast.Expr) else ast.walk(node)
                yield from (part for part in inside if isinstance(part, ast.Constant))
            elif isinstance(node, ast.Call) and called(node) in WAITS | WHOSE:
                yield from (arg for arg in node.args if isinstance(arg, ast.Constant))
            elif isinstance(node, ast.keyword) and node.arg == "timeout":
                yield node.value


def called(call: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def _call(node: ast.AST) -> ast.AST:
    """What is called by a statement that only calls, also where it awaits that."""
    value = getattr(node, "value", None) if isinstance(node, ast.Expr) else None
    return value.value if isinstance(value, ast.Await) else value


def _is_call(node: ast.AST) -> bool:
    return isinstance(_call(node), ast.Call)


def _method(node: ast.AST) -> str:
    call = _call(node)
    return called(call) if isinstance(call, ast.Call) and hasattr(call.func, "attr") else ""


def _bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        if isinstance(body := getattr(node, name, None), list):
            yield body


def _other(value) -> list:
    """Another constant of its type."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1]
    return []  # a text that counts is printed, and recorded to the letter
