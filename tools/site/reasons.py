"""Messages in `outcomes.py`: why an output varies, or a system is left out; names of processes."""

import ast
from collections.abc import Iterator
from typing import IO


def extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel, with lines: docstrings below `@sample`, words in `any_order()` and the like."""
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
            case ast.keyword("because", ast.Constant(str(reason))):
                yield node.value.lineno, "gettext", reason, ["a system"]
            case ast.Dict(keys=[*keys], values=values):
                for key, value in zip(keys, values, strict=True):
                    match key, value:
                        case ast.Constant("because"), ast.Constant(str(reason)):
                            yield value.lineno, "gettext", reason, ["a system"]
            case ast.keyword("lives", ast.Dict(values=lives)):
                names = (one for life in lives for one in ast.walk(life))
                for one in names:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield one.lineno, "gettext", one.value, ["a process"]


def _is_sample(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "sample"
