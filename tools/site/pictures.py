"""Put the pictures that fences ask for into their cards, by the registry of `tools.pictures`.

Each gets a place as its card is made; when all of a page are known they are fitted to each other,
drawn and put there.
"""

import posixpath
import traceback
from functools import partial
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from tools import cache
from tools.examples.outcome import BadOutcome
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import of_the_disk
from tools.interleavings.facts import Refusal, Refused
from tools.measurements.topics import races
from tools.pictures import KINDS
from tools.pictures.kind import Kind
from tools.site.build import Asked, Build
from tools.site.telling import Telling


def place(build: Build, page: Page, snippet: Snippet, asked: str, line: int) -> Markup:
    """A place for a picture. Raises Refused, BadSnippet, and whatever ours fails with."""
    stem = snippet.path.stem  # by which its ids are named
    for other in build.asked:
        if (other.kind, other.snippet.path.stem) == (asked, stem):
            raise BadSnippet(f".{asked} of a {stem}.py stands in line {other.line}, too; keep one")
    facts = KINDS[asked].facts(snippet)
    mark = build.put(page.file.src_uri, Markup(""))
    build.asked.append(Asked(asked, snippet, mark, facts, line))
    return Markup(mark)


def refusal(refused: Refusal, telling: Telling) -> str:
    """Why a program is refused, where, and what to do."""
    said = telling.render("refusal.j2", refusal=refused).unescape()
    return f"snippets/{refused.file}:{refused.line}: {' '.join(said.split())}"


def fill(build: Build, page: Page) -> None:
    """Draw what the fences of a page asked for, each kind of picture together."""
    by_kind = attrgetter("kind")
    asked = sorted(reversed(build.asked), key=by_kind)  # cards are made from the last to the first
    build.asked.clear()
    parts = build.parts[page.file.src_uri]
    for name, group in groupby(asked, by_kind):
        kind, found = KINDS[name], list(group)
        for one, facts in zip(found, kind.together([one.facts for one in found]), strict=True):
            try:
                html = _drawn(build, page, kind, facts)
            except Exception as error:  # the rest of the page is built
                problem = told(build, one.snippet.name, f".{name}", error)
                html = build.wrong(page.file.src_uri, one.line, problem)
            build.change(page.file.src_uri, one.mark, html)
            parts.settled &= cache.settled(one.snippet.name)
        parts.kinds.add(name)


def _drawn(build: Build, page: Page, kind: Kind, facts: object) -> Markup:
    files = kind.files(facts)
    build.parts[page.file.src_uri].published |= files
    links = [get_relative_url(address, page.url) for address in files]
    return build.telling.render(
        kind.template,
        facts=facts,
        links=links,
        url=partial(get_relative_url, other=page.url),
        seen=partial(races.seen, build.results) if build.results else lambda name: None,
    )


def told(build: Build, name: str, part: str, error: Exception) -> str:
    """Why a part of an example cannot be made. Raises what is no example's fault."""
    if isinstance(error, Refused):
        return refusal(error.refusal, build.telling)
    if isinstance(error, (BadOutcome, BadSnippet)):
        return str(error)
    if of_the_disk(error):
        raise error
    at = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{name}: {part} cannot be made of it; a fault of ours, please report it: "
        f"{type(error).__name__}: {error} ({posixpath.basename(at.filename)}:{at.lineno})"
    )
