"""All interleavings of an example: explored when its page is made, unless they are cached."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tools import cache, interleavings
from tools.examples.snippet import BadSnippet, Snippet
from tools.interleavings.explore import explore
from tools.interleavings.view import View
from tools.pictures.kind import Kind

SOURCES = sorted(Path(interleavings.__path__[0]).rglob("*.py"))


@dataclass(frozen=True)
class Explored:
    """A program, and what its threads can do."""

    file: str
    """The name of its file."""
    lines: list[str]
    view: View

    @property
    def key(self) -> str:
        """Names what a reader finds in it; another one once the program does something else."""
        return cache.key_of(repr(self.view))[:12]


def facts(snippet: Snippet) -> Explored:
    """All interleavings of a snippet as it is now. Raises BadSnippet, and Refused."""

    def explored() -> dict:
        found = explore(snippet.source, snippet.name)
        return View.of(found, snippet.path.stem, snippet.is_broken).dumped()

    explorer = (file.read_text("utf-8") for file in SOURCES)
    try:
        key = cache.key_of(sys.version, snippet.source, *explorer)
        view = View.loaded(cache.cached(snippet.name, "interleavings", key, explored))
        return Explored(snippet.path.name, snippet.source.splitlines(), view)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSnippet(f"snippets/{snippet.name}: {error}") from None


INTERLEAVINGS = Kind(
    facts,
    "pictures/interleavings/view.j2",
    once="pictures/interleavings/words.j2",
    assets=("interleavings/view.css", "interleavings/view.js"),
)
