"""Locks that guard nothing: made for nobody else, not taken by all, or never wanted by two."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsed import tree_of

KINDS = {"Lock", "RLock", "Semaphore", "BoundedSemaphore"}
STARTS = re.compile(r"\b(?:Thread|Timer|Process|\w*Pool|\w*PoolExecutor)\b")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def of_nobody_else(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each lock that is taken where it is made, or in that function alone."""
    tree = tree_of(source)
    for node in ast.walk(tree):
        yield from ((one.lineno, ast.unparse(one)) for one in _taken(node) if _is_made(one))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _local(node)


def _taken(node: ast.AST) -> list[ast.expr]:
    """What a node takes: `lock` of `with lock:` and of `lock.acquire()`."""
    if isinstance(node, ast.With | ast.AsyncWith):
        return [item.context_expr for item in node.items]
    return [node.value] if isinstance(node, ast.Attribute) and node.attr == "acquire" else []


def _is_made(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in KINDS


def _local(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
    """Locks in variables of a function that only one `with` of it speaks of."""
    inside = list(ast.walk(function))
    if any(isinstance(node, FUNCTIONS) for node in inside[1:]):
        return  # its locks may be for those
    taken = [ast.unparse(one) for node in inside for one in _taken(node)]
    for node in function.body:
        if isinstance(node, ast.Assign) and _is_made(node.value):
            name = ast.unparse(node.targets[0])
            spoken_of = [one for one in inside if isinstance(one, ast.Name) and one.id == name]
            declared = any(isinstance(one, ast.Global) and name in one.names for one in inside)
            if taken.count(name) == 1 and len(spoken_of) == 2 and not declared:
                yield node.lineno, name


class Use(NamedTuple):
    """Where a function speaks of what threads share, and the locks that it holds there."""

    what: str
    line: int
    changes: bool
    under: frozenset[str]


def beside_the_lock(source: str) -> Iterator[tuple[int, str]]:
    """Where an attribute or a global is used without the lock under which it is changed elsewhere.

    What runs before there are threads is left out: `__init__`, and what is in no function. A
    semaphore that lets several in is no lock.
    """
    tree = tree_of(source)
    shared = {
        name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names
    }
    lets_many_in = {name for node in ast.walk(tree) for name in _many(node)}
    yield from _unguarded(tree.body, shared, lets_many_in)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from _unguarded(node.body, None, lets_many_in)


def _many(node: ast.AST) -> list[str]:
    """What a node gives a semaphore of another number than 1 to."""
    if not (isinstance(node, ast.Assign) and _is_made(node.value)):
        return []
    made = ast.unparse(node.value).rpartition(".")[2]
    is_lock = made.endswith(("Lock()", "Semaphore()", "Semaphore(1)"))
    return [] if is_lock else [ast.unparse(one) for one in node.targets]


def _unguarded(
    body: Sequence[ast.stmt], shared: set[str] | None, lets_many_in: set[str]
) -> Iterator[tuple[int, str]]:
    """Of functions that stand side by side; `shared` are globals, or the attributes of `self`."""
    uses = [
        use._replace(under=use.under - lets_many_in)
        for function in body
        if isinstance(function, ast.FunctionDef) and function.name != "__init__"
        for part in function.body
        for use in _uses(part, shared, frozenset())
    ]
    for what in dict.fromkeys(use.what for use in uses if use.changes and use.under):
        of_it = [use for use in uses if use.what == what]
        under = Counter(lock for use in of_it for lock in use.under)
        lock = under.most_common(1)[0][0]
        yield from ((use.line, what) for use in of_it if lock not in use.under)


def _uses(node: ast.AST, shared: set[str] | None, under: frozenset[str]) -> Iterator[Use]:
    """All uses of what is shared in a part of a function."""
    if isinstance(node, ast.Name | ast.Attribute):
        name = ast.unparse(node)
        if _is_own(name) if shared is None else name in shared:
            yield Use(name, node.lineno, isinstance(node.ctx, ast.Store | ast.Del), under)
    for child in ast.iter_child_nodes(node):
        inside = under
        if isinstance(node, ast.With) and child in node.body:
            taken = [ast.unparse(one) for one in _taken(node)]
            inside |= {one for one in taken if one.isidentifier() or _is_own(one)}
        yield from _uses(child, shared, inside)


def _is_own(name: str) -> bool:
    """Is it an attribute of `self`?"""
    return name.startswith("self.") and name.removeprefix("self.").isidentifier()


def under_no_lock(source: str) -> Iterator[tuple[int, str]]:
    """Where a function changes by `+=` what others can reach, and holds nothing while it does.

    That is an attribute, an item or a global; not what is bound in the function. `__init__` and
    programs that start no thread and no process are left out.
    """
    tree = tree_of(source)
    if not STARTS.search(source):
        return
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS[:2]) and function.name != "__init__":
            inside = list(ast.walk(function))
            named = [node.names for node in inside if isinstance(node, ast.Global | ast.Nonlocal)]
            own = {
                node.id
                for node in inside
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            } - {name for names in named for name in names}
            yield from _bare(function.body, own)


def _bare(body: Sequence[ast.stmt], own: set[str]) -> Iterator[tuple[int, str]]:
    """Such changes outside of every `with`; functions inside are looked at by themselves."""
    for node in body:
        if isinstance(node, (ast.With, ast.AsyncWith, ast.ClassDef, *FUNCTIONS)):
            continue
        if isinstance(node, ast.AugAssign):
            root = re.split(r"[.\[(]", ast.unparse(node.target))[0]
            if root not in own:
                yield node.lineno, ast.unparse(node)
        for part in ("body", "orelse", "finalbody", "handlers"):
            yield from _bare(getattr(node, part, []), own)


def half_made(source: str) -> Iterator[tuple[int, str]]:
    """Where double-checked locking binds a name to what is changed afterward.

    Who looks without the lock may find it as it is in between.
    """
    for outer in ast.walk(tree_of(source)):
        if not isinstance(outer, ast.If):
            continue
        test = ast.unparse(outer.test)
        for within in (one for one in ast.walk(outer) if isinstance(one, ast.With)):
            for inner in within.body:
                if isinstance(inner, ast.If) and ast.unparse(inner.test) == test:
                    yield from _used_once_bound(inner.body, test)


def _used_once_bound(body: Sequence[ast.stmt], test: str) -> Iterator[tuple[int, str]]:
    """Statements below the first that binds what is looked at, in which it is used."""
    bound: set[str] = set()
    for statement in body:
        names = [one for one in ast.walk(statement) if isinstance(one, ast.Name | ast.Attribute)]
        used = sorted({ast.unparse(one) for one in names} & bound)
        yield from ((statement.lineno, name) for name in used)
        stored = {ast.unparse(one) for one in names if isinstance(one.ctx, ast.Store)}
        bound |= {
            name for name in stored if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", test)
        }


def never_wanted_by_two(source: str) -> Iterator[tuple[int, str]]:
    """Loops that start each thread once the last one has ended, in a program with a lock."""
    tree = tree_of(source)
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    if not {name.rpartition(".")[2] for name in called} & {*KINDS, "Condition", "Barrier"}:
        return
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For | ast.While):
            for one, other in pairwise(map(ast.unparse, loop.body)):
                if one.endswith(".start()") and other == f"{one.removesuffix('start()')}join()":
                    yield loop.lineno, one
