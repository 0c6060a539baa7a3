"""Messages in `exercises/in_page`: what happens in a scene, and what has to hold after it."""

import ast
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import IO

Message = ast.Constant | ast.JoinedStr


def extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel: each message with its line. What stands in braces is Python, as in an f-string."""
    for node in _messages(file.read().decode("utf-8")):
        yield node.lineno, "gettext", _text(node), []


def told(source: str, message: Callable[[str], str], file: str = "scenes.py") -> str:
    """The scenes of an exercise, with their messages in another language."""
    data = source.encode("utf-8")  # columns are counted in bytes
    begins = [0, *accumulate(map(len, data.splitlines(keepends=True)))]
    for node in sorted(_messages(source, file), key=lambda node: node.lineno, reverse=True):
        if (said := message(text := _text(node))) == text:
            continue
        begin = begins[node.lineno - 1] + node.col_offset
        end = begins[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        literal = f"{'f' if isinstance(node, ast.JoinedStr) else ''}{said!r}"
        data = data[:begin] + literal.encode("utf-8") + data[end:]
    return data.decode("utf-8")


def _messages(source: str, file: str = "scenes.py") -> Iterator[Message]:
    tree = ast.parse(source, file)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.body[0].value  # type: ignore[attr-defined]  # its docstring
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.msg, Message):
            yield node.msg


def _text(node: Message) -> str:
    if isinstance(node, ast.Constant):
        return " ".join(str(node.value).split())
    return "".join(
        str(part.value).replace("{", "{{").replace("}", "}}")
        if isinstance(part, ast.Constant)
        else ast.unparse(ast.JoinedStr([part]))[2:-1]
        for part in node.values
    )
