"""Programs as trees, where what is no Python is none of a test's business."""

import ast


def tree_of(source: str) -> ast.Module:
    """A program; an empty one, if it cannot be read: test_content says so, with file and line."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])
