"""Tasks of pools that nobody asks what came of them: an error in one is lost without a word."""

import ast
from collections.abc import Iterator

from parsed import tree_of

HANDED_IN = {"submit", "apply_async", "map_async", "starmap_async"}
ASKED = {
    *("result", "exception", "get", "as_completed", "add_done_callback", "gather", "wrap_future"),
    "wait",
}


def unasked(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each call that hands in a task and forgets it."""
    tree = tree_of(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asks = any(_name(call) in ASKED for call in calls)
    lazy = HANDED_IN | ({"map"} if "PoolExecutor" in source else set())  # Pool.map raises it
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and _name(node.value) in lazy:
            yield node.lineno, ast.unparse(node.value)
        elif isinstance(node, ast.Assign) and not asks:
            handed_in = (one for one in ast.walk(node.value) if _name(one) in HANDED_IN)
            yield from ((one.lineno, ast.unparse(one)) for one in handed_in)


def _name(node: ast.AST) -> str:
    """Of the function or method that is called; nothing if it is no call."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
