"""All interleavings of an example on its page: explored when it is made, unless they are kept."""

import posixpath
import sys
from pathlib import Path

from markupsafe import Markup

from tools import cache, interleavings
from tools.examples.snippet import BadSnippet, Snippet
from tools.interleavings.explore import explore
from tools.interleavings.facts import Refusal, Refused
from tools.interleavings.view import View
from tools.measurements.topics import races
from tools.site.build import Build
from tools.site.telling import Telling

SCRIPT, STYLES = "interleavings/view.js", "interleavings/view.css"
GRAIN = "locks/races"
SOURCES = sorted(Path(interleavings.__path__[0]).rglob("*.py"))


def as_html(build: Build, snippet: Snippet, page: str) -> Markup:
    """The view of a snippet for a page, by its path in the docs. Raises BadSnippet."""
    here = page.removesuffix(".md")
    links = {
        "script": posixpath.relpath(SCRIPT, here),
        "styles": posixpath.relpath(STYLES, here),
        "grain": f"{posixpath.relpath(GRAIN, here)}/#line-by-line",
    }
    seen = races.seen(build.results, snippet.path.stem) if build.results else None
    return build.telling.render(
        "interleavings.j2",
        facts=facts(snippet, build.telling),
        seen=seen,
        lines=snippet.source.splitlines(),
        links=links,
    )


def facts(snippet: Snippet, telling: Telling) -> View:
    """All interleavings of a snippet as it is now. Raises BadSnippet if it is refused."""

    def explored() -> dict:
        found = explore(snippet.source, snippet.name)
        return View.of(found, snippet.path.stem, snippet.is_broken).dumped()

    explorer = (file.read_text("utf-8") for file in SOURCES)
    try:
        key = cache.key_of(sys.version, snippet.source, *explorer)
        return View.loaded(cache.kept(snippet.name, "interleavings", key, explored))
    except Refused as refused:
        raise BadSnippet(told(refused.refusal, telling)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSnippet(f"snippets/{snippet.name}: {error}") from None


def told(refusal: Refusal, telling: Telling) -> str:
    """Why a program is refused, where, and what to do."""
    said = telling.render("refusal.j2", refusal=refusal).unescape()
    return f"snippets/{refusal.file}:{refusal.line}: {' '.join(said.split())}"
