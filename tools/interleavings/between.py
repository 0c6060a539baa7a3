"""What happens within a line, where another thread comes between two items of a comprehension.

A step is a line, as a page says. But a dictionary, set or deque that has got larger or smaller
between two items ends the line with a RuntimeError, on builds with a GIL, too: an ending of another
kind, to which no order of lines leads. So whoever may come to it is found, and refused.
"""

import gc
from collections import deque
from collections.abc import Mapping
from typing import Any

from tools.interleavings.facts import thread_of
from tools.interleavings.greenlets import World

SIZED = (dict, set, deque)
VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
Sizes = list[tuple[str, Any, int]]
"""Of all that a program's names lead to: the name, the thing, how large it was."""


def sizes(world: World) -> Sizes:
    """How large everything is now that must not grow or shrink while somebody goes through it."""
    if not world.program.goes_through:
        return []
    return [(name, one, len(one)) for name, one in world.reached() if isinstance(one, SIZED)]


def resized(before: Sizes) -> set[str]:
    """What a step has made larger or smaller."""
    return {name for name, one, size in before if len(one) != size}


def gone_through(world: World, before: Sizes) -> dict[str, int]:
    """What a step has gone through within a line, and which line."""
    found = {}
    for line, items in world.taken.through:
        whole = gc.get_referents(items)[0] if isinstance(items, VIEWS) else items
        found |= {name: line for name, one, _ in before if one is whole}
    return found


def clash(
    through: Mapping[str, Mapping[str, int]], larger: Mapping[str, set[str]]
) -> tuple[int, str] | None:
    """Of the moves from one state: what one goes through and another thread's makes larger."""
    for move, names in through.items():
        for other, changed in larger.items():
            for name in names.keys() & changed:
                if thread_of(move) != thread_of(other):
                    return names[name], name
    return None
