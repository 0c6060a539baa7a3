"""Messages in `outcomes.py`: why an output varies."""

import ast
from collections.abc import Iterator
from typing import IO


def extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel, with their lines: the docstrings below `@sample`, the words in `any_order()`."""
    for node in ast.walk(ast.parse(file.read())):
        match node:
            case ast.FunctionDef() if any(map(_is_sample, node.decorator_list)):
                if reason := ast.get_docstring(node):
                    yield node.lineno, "gettext", reason, [f"snippet: {node.name}"]
            case ast.Assign(
                targets=[ast.Name(name)],
                value=ast.Call(ast.Name("any_order"), [ast.Constant(str(reason))]),
            ):
                yield node.lineno, "gettext", reason, [f"snippet: {name}"]


def _is_sample(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "sample"
