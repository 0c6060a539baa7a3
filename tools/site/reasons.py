"""Messages in `outcomes.py`: why the output of a sample varies, the docstring of its check."""

import ast
from collections.abc import Iterator
from typing import IO


def extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel: the docstring of each function that `@sample` decorates, with its line."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.FunctionDef) or not any(map(_is_sample, node.decorator_list)):
            continue
        if reason := ast.get_docstring(node):
            yield node.lineno, "gettext", reason, [f"snippet: {node.name}"]


def _is_sample(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "sample"
