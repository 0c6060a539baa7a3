"""What stands at the end of each page: its rule, something to do, the next page, its place.

The rules are those of the page that collects them all, so they stand in one place. A page names its
exercise in its front matter, `exercise: mend.md#piggy-bank`, below docs/<language>/practice.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from markupsafe import Markup
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from tools.site.build import Build

SUMMARY = "practice/summary.md"
PRACTICE = "practice"
EXERCISES = "practice/exercises.md"
TICKS = "ticks"
TRY_IT = "try-it"
EXAMPLE = re.compile(r'<(?:div class="admonition|details class=")( ?)example"(?=[> ])')
LEADING = re.compile(r"^[:\s]+")


class NoSuchExercise(ValueError):
    """A page names an exercise that does not exist; the message says which."""


@dataclass(frozen=True)
class Target:
    """Something to go to: its title, and its address as seen from the page."""

    title: str
    url: str


@dataclass(frozen=True)
class PageEnd:
    """What is known at the end of a page."""

    rule: Markup | None
    try_it: bool
    exercise: Target | None
    next: Target | None
    chapter: str
    number: int
    pages: tuple[str, ...]
    """The addresses of the chapter's pages."""
    address: str
    ticks: str | None
    """The address of what is said of ticks, as seen from the page."""


def with_anchor(html: str) -> str:
    """The page with an id at the first box of things to try."""
    return EXAMPLE.sub(lambda m: f'{m[0]} id="{TRY_IT}"', html, count=1)


def renderer(files: Files, build: Build) -> Callable[[Page], Markup]:
    """What templates call to get the end of a page as HTML; a wrong exercise becomes a warning."""
    known = rules(files)

    def render(page: Page) -> Markup:
        try:
            end = of_page(page, files, known)
        except NoSuchExercise as error:
            build.warn(page.file.src_uri, 1, str(error))
            return Markup()
        return build.telling.render("page_end.j2", end=end) if end else Markup()

    return render


def rules(files: Files) -> dict[str, Markup]:
    """Each page's rule, by the page's address: what the collecting page says after each link."""
    file = files.get_file_from_path(SUMMARY)
    if file is None or file.page is None:
        return {}
    found = {}
    for link in BeautifulSoup(file.page.content or "", "html.parser").select("li > a:first-child"):
        address = urljoin(f"/{file.page.url}", str(link["href"])).lstrip("/")
        said = "".join(map(str, link.next_siblings))
        found[address] = Markup(_capital(LEADING.sub("", said)))
    return found


def of_page(page: Page, files: Files, known: Mapping[str, Markup]) -> PageEnd | None:
    """The end of a page; None for a page that is in no chapter. Raises NoSuchExercise."""
    if page.parent is None:
        return None
    siblings = cast("list[Page]", [child for child in page.parent.children if child.is_page])
    following = page.next_page
    next_one = following and Target(str(following.title), get_relative_url(following.url, page.url))
    return PageEnd(
        rule=known.get(page.url),
        try_it=f'id="{TRY_IT}"' in (page.content or ""),
        exercise=_exercise(page, files),
        next=next_one,
        chapter=page.parent.title,
        number=1 + siblings.index(page),
        pages=tuple(child.url for child in siblings),
        address=page.url,
        ticks=_ticks(page, files),
    )


def _ticks(page: Page, files: Files) -> str | None:
    """Where a reader learns what becomes of ticks, and clears them."""
    file = files.get_file_from_path(EXERCISES)
    there = file.page if file else None
    return f"{get_relative_url(there.url, page.url)}#{TICKS}" if there else None


def _exercise(page: Page, files: Files) -> Target | None:
    """The exercise that the page names in its front matter."""
    wanted = page.meta.get("exercise")
    if wanted is None:
        return None
    name, _, anchor = str(wanted).partition("#")
    file = files.get_file_from_path(posixpath.join(PRACTICE, name))
    there = file.page if file else None
    titles = {"": str(there.title)} | _titles(there.toc) if there else {}
    if there is None or anchor not in titles:
        raise NoSuchExercise(
            f"exercise: {wanted}: there is no such page or heading below {PRACTICE}/"
        )
    address = get_relative_url(there.url, page.url)
    return Target(titles[anchor], f"{address}#{anchor}" if anchor else address)


def _titles(links) -> dict[str, str]:
    """The titles of all headings below these, by their ids."""
    found = {}
    for link in links:
        found |= {link.id: link.title} | _titles(link.children)
    return found


def _capital(html: str) -> str:
    """A text that begins with a capital letter, unless it begins with a tag."""
    return html[:1].upper() + html[1:]
