"""Locks that a program makes for nobody else: each who comes takes one of its own."""

import ast
from collections.abc import Iterator

KINDS = {"Lock", "RLock", "Semaphore", "BoundedSemaphore"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def of_nobody_else(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each lock that is taken where it is made, or in that function alone."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return  # another test says so
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
