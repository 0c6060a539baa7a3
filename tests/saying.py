"""How a test of pages says what is wrong: a line for each mistake, and no traceback of ours."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tools.files import place


def fail(found: Iterable[str]) -> None:
    """Fail if anything was found."""
    if lines := list(found):
        pytest.fail("\n".join(lines), pytrace=False)


def line_at(text: str, position: int) -> int:
    """The number of the line in which a character of a text stands."""
    return text.count("\n", 0, position) + 1


def others(file: Path, now: list[str], then: list[str], tells: str) -> Iterator[str]:
    """What is said now and was not kept in a file, or was and is not said."""
    do = f"if it tells what {tells}, run: pytest tests --record"
    yield from (f"{place(file)}:1: new is {said!r}; {do}" for said in now if said not in then)
    yield from (f"{place(file)}:1: gone is {said!r}; {do}" for said in then if said not in now)
