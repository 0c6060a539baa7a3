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
    """What was found out of an example. Raises BadSnippet or Refused, whatever the example does."""
    template: str
    """Below `tools/`. It is given `facts`; `links`, the addresses of `files` from the page; `url`,
    which gives that of anything in the site; `seen`, which gives what was measured of a program."""
    together: Callable[[Sequence[Facts]], list[Facts]] = list
    """Fits the pictures of one page to each other, since readers compare them; in their order."""
    files: Callable[[Facts], dict[str, bytes]] = _no_files
    """What the site publishes beside: by its path in the site."""
    once: str = ""
    """A template that a page with such a picture has once, in its head; it is given nothing."""
    assets: tuple[str, ...] = ASSETS
    """The style sheets and ES modules that a page with such a picture needs."""
