"""What a kind of picture is to the rest of the project."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tools.examples.snippet import Snippet

Facts = TypeVar("Facts")
ASSETS = ("assets/timelines.css", "assets/timelines.js")


def _no_files(_: object) -> dict[str, bytes]:
    return {}


@dataclass(frozen=True)
class Kind(Generic[Facts]):
    """What a fence can ask for beside its output: `{.python .timeline}`."""

    facts: Callable[[Snippet], Facts]
    """What was recorded of an example. Raises BadSnippet, whatever the example does."""
    template: str
    """Below `tools/`. It is given `facts`, and `links`: the addresses of `files` from the page."""
    together: Callable[[Sequence[Facts]], list[Facts]] = list
    """Fits the pictures of one page to each other, since readers compare them; in their order."""
    files: Callable[[Facts], dict[str, bytes]] = _no_files
    """What the site publishes beside: by its path in the site."""
    assets: tuple[str, ...] = ASSETS
    """The style sheets and ES modules that a page with such a picture needs."""
