"""How a test of pages says what is wrong: a line for each mistake, and no traceback of ours."""

from collections.abc import Iterable

import pytest


def fail(found: Iterable[str]) -> None:
    """Fail if anything was found."""
    if lines := list(found):
        pytest.fail("\n".join(lines), pytrace=False)


def line_at(text: str, position: int) -> int:
    """The number of the line in which a character of a text stands."""
    return text.count("\n", 0, position) + 1
