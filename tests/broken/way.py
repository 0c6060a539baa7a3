"""One way to break a chapter, and the words that all of them share."""

import re
from dataclasses import dataclass

from site_copy import EXAMPLES, page

from docs import AT


@dataclass(frozen=True)
class Break:
    """One way to break a chapter, and what must be said of it."""

    name: str
    file: str
    change: str | bytes | tuple[str, str] | None
    """The file's new text; or an old and a new part of it; or None: the file goes."""
    said: tuple[str, ...]
    """Regular expressions; each is found in what is said of the chapter."""
    ran: tuple[str, ...] = EXAMPLES
    shows: tuple[str, ...] = ()
    """What its page shows beside `bake`."""


def snippet(name: str) -> str:
    """The path of a snippet of the chapter."""
    return f"snippets/kitchen/{name}"


def shown(name: str, *names: str) -> str:
    """What a failure says first: where the page shows the snippet, and on what it ran."""
    before, _, _ = page(*names).partition(f'--8<-- "kitchen/{name}"')
    line = before.count("\n")
    return rf"{AT}/kitchen\.md:{line}: snippets/kitchen/{re.escape(name)} on CPython"


PAGE = f"{AT}/kitchen.md"
KITCHEN = page()
LAST = KITCHEN.count("\n")
BAKED = (shown("bake.py"),)
