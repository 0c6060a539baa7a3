"""The made-up language of `test_words`, and a hook of MkDocs that has pages speak it.

The hook marks each word of prose, and of the configuration. A catalogue marks each message, and a
partial each word of Material's. So what is left unmarked on a built page is none of these.
"""

import re

from bs4 import BeautifulSoup, NavigableString, Tag

OPEN, CLOSE = "⟦⟧"
PART = re.compile(r"(%\(\w+\)\w|\{\w+\}|</?[a-z][^>]*>|&\w+;)|[^\W\d_]{2,}")
# Attributes that readers meet, some of them by a script.
SHOWN = ("title", "aria-label", "aria-description", "alt", "placeholder", "data-title", "data-text")
SHOWN += ("data-right", "data-wrong", "data-first")
CLAIM = re.compile(r"claim-\d+")


def mark(text: str) -> str:
    """A text in the made-up language: each word is marked, so that each part of it is, too.

    What stands in it for a value, elements and entities stay what they are.
    """
    return PART.sub(lambda part: part[1] or f"{OPEN}{part[0]}{CLOSE}", text)


def enclosed(text: str) -> str:
    """A message in it: what is put into it is marked, too, as long as it is whole."""
    return f"{OPEN}{mark(text)}{CLOSE}"


def on_config(config) -> None:
    """Mark the words of the configuration; let a page have moved."""
    config.nav = _named(config.nav)
    for key in ("site_name", "site_description", "repo_name"):
        config[key] = mark(config[key])
    for palette in config.theme["palette"]:
        palette["toggle"]["name"] = mark(palette["toggle"]["name"])
    toc = config.mdx_configs["toc"]
    toc["permalink_title"] = mark(toc["permalink_title"])
    config.extra["moved"] = {"threads/old.md": "threads/join.md"}


def _named(nav: list) -> list:
    return [
        {mark(name): at if isinstance(at, str) else _named(at) for name, at in part.items()}
        if isinstance(part, dict)
        else part
        for part in nav
    ]


def on_page_content(html: str, page, **_) -> str:
    """Mark the words of a page: of its prose, its headings, its front matter."""
    if OPEN not in page.title:  # as it has in the navigation
        page.title = mark(page.title)
    for key in page.meta.keys() & {"description", "headline"}:
        page.meta[key] = mark(page.meta[key])
    page.meta["tags"] = [mark(tag) for tag in page.meta.get("tags", ())]
    _mark_headings(page.toc)
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select(".jp-RenderedMarkdown") or [soup]:  # all else of a notebook is ours
        _mark(part)
    return str(soup)


def _mark_headings(headings) -> None:
    for heading in headings:
        heading.title = mark(heading.title)
        _mark_headings(heading.children)


def _mark(prose: Tag) -> None:
    for text in prose.find_all(string=lambda text: type(text) is NavigableString):
        table = text.find_parent("table")
        ours = table and table.find(id=CLAIM) and not text.find_parent("a")
        if not ours and not text.find_parent(["code", "pre"]):
            text.replace_with(mark(text))
    for element in prose.find_all(True):
        for name in element.attrs.keys() & set(SHOWN):
            element[name] = mark(str(element[name]))
