"""Addresses and ids, once published, stay: `published.txt` may only grow.

Links from elsewhere lead to them. A page that moves needs a redirect, a heading that goes keeps its
id somewhere on its page.
"""

import subprocess
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, SoupStrainer
from saying import fail

from docs import MOVED
from tools.files import ROOT

LIST = Path(__file__).with_name("published.txt")
NAME = LIST.relative_to(ROOT).as_posix()
LINKED_TO = ["h1", "h2", "h3", "h4", "h5", "h6", "td", "dt"]
STAYS = (
    "keep the id at a heading; of a page that has moved, say in mkdocs.yml, extra: moved:, where"
)
PASSING = ("__", "tabbed", "fn", "try-it")  # made by extensions and hooks, for the page itself


def listed(text: str) -> list[str]:
    """The lines of a list that are no comments."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def headings(file: Path) -> list[str]:
    """The ids of a built page to which others may link."""
    text = file.read_text("utf-8")
    tags = BeautifulSoup(text, "html.parser", parse_only=SoupStrainer(LINKED_TO, id=True))
    return [
        tag["id"] for tag in tags.find_all(LINKED_TO, id=True) if not tag["id"].startswith(PASSING)
    ]


@cache
def published(site: Path) -> list[str]:
    """Every address of the built site, and every id on it: `threads/join/#timeout`."""
    found = []
    for file in sorted(site.rglob("index.html")):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        ids = headings(leads_to(site, address) or file)
        found += [address or "./", *(f"{address or './'}#{name}" for name in ids)]
    return found


def leads_to(site: Path, address: str) -> Path | None:
    """Where a page that has moved is now, with all its ids."""
    new = MOVED.get(f"{address.rstrip('/')}.md", "")
    return site / new.removesuffix(".md") / "index.html" if new else None


def test_what_was_published_is_still_there(site):
    there, promised = set(published(site)), listed(LIST.read_text("utf-8"))
    fail(
        f"{NAME}: {line} was published, and is gone: {STAYS}"
        for line in promised
        if line not in there
    )


def test_what_is_published_is_listed(site):
    known = set(listed(LIST.read_text("utf-8")))
    fail(f"{NAME}: add the line {line}" for line in published(site) if line not in known)


def git(*arguments: str) -> str:
    """What git says; nothing if it refuses."""
    ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")
    return "" if ran.returncode else ran.stdout.strip()


@pytest.mark.parametrize("commit", ["HEAD", "HEAD~1", "main", "origin/main"])
def test_the_list_only_grows(commit):
    """Compared with what is committed, with the commit before, and where the branch began.

    CI fetches two commits: of a pull request the merge, and before it what it is merged into.
    """
    shown = git("show", f"{git('merge-base', 'HEAD', commit) or commit}:{NAME}")
    if not shown:
        pytest.skip(f"{commit} has no such list")
    now = set(listed(LIST.read_text("utf-8")))
    fail(f"{NAME}: put back the line {line}" for line in listed(shown) if line not in now)
