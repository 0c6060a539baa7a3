"""Addresses and ids, once published, stay: `published.txt` may only grow.

Links from elsewhere lead to them, and commands that readers were told. A page that moves needs a
redirect, a program that is renamed is there by its old name, too, a heading that goes keeps its id
somewhere on its page.
"""

import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, SoupStrainer
from saying import fail

from docs import MOVED
from tools.files import ROOT

LIST = Path(__file__).with_name("published.txt")
NAME = LIST.relative_to(ROOT).as_posix()
BRANCHES = ("main", "origin/main")
LINKED_TO = ["h1", "h2", "h3", "h4", "h5", "h6", "td", "dt"]
STAYS = (
    "keep the id at a heading; of a page or program that has another name now, say in mkdocs.yml, "
    "extra: moved:, which"
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
    found = [
        file.relative_to(site).as_posix() for file in sorted((site / "snippets").rglob("*.py"))
    ]
    for file in sorted(site.rglob("index.html")):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        ids = headings(leads_to(site, address) or file)
        found += [address or "./", *(f"{address or './'}#{name}" for name in ids)]
    return found


def leads_to(site: Path, address: str) -> Path | None:
    """Where a page that has moved is now, with all its ids."""
    new = MOVED.get(f"{address.rstrip('/')}.md", "")
    return site / new.removesuffix(".md") / "index.html" if new else None


def renewed(text: str, there: Iterable[str], had: Iterable[str]) -> str:
    """The text of the list: what is there, and of what it has what was published before."""
    comments = [line for line in text.splitlines() if line.startswith("#")]
    kept = set(listed(text)) & {*there, *had}
    return "\n".join([*comments, *sorted(kept.union(there))]) + "\n"


def test_the_list_is_added_to_and_loses_only_what_nobody_has_seen():
    text = "# All:\nsoup/\nsoup/#draft\nsoup/#hot\n"
    again = renewed(text, ["soup/", "soup/#cold", "tea/"], ["soup/", "soup/#hot"])
    assert again == "# All:\nsoup/\nsoup/#cold\nsoup/#hot\ntea/\n"
    assert renewed(text, [], listed(text)) == text


def test_programs_have_addresses_too(tmp_path):
    for file in ("tea/index.html", "snippets/threads/brew.py", "snippets/threads/brew.out"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text('<h2 id="pot">Pot</h2>', "utf-8")
    assert published(tmp_path) == ["snippets/threads/brew.py", "tea/", "tea/#pot"]


def test_what_is_published_is_listed(site, record):
    if record:
        text = LIST.read_text("utf-8")
        had = known_before(ROOT, BRANCHES) or listed(text)
        LIST.write_text(renewed(text, published(site), had), "utf-8")
    known = set(listed(LIST.read_text("utf-8")))
    fail(
        f"{NAME}: {line} is missing; add all such lines: pytest tests --record"
        for line in published(site)
        if line not in known
    )


def test_what_was_published_is_still_there(site):
    there, promised = set(published(site)), listed(LIST.read_text("utf-8"))
    fail(
        f"{NAME}: {line} was published, and is gone: {STAYS}; what was on no site is taken out by "
        "pytest tests --record"
        for line in promised
        if line not in there
    )


def git(*arguments: str, folder: Path = ROOT) -> str:
    """What git says; nothing if it refuses."""
    ran = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8")
    return "" if ran.returncode else ran.stdout.strip()


def known_before(folder: Path, branches: Iterable[str]) -> list[str]:
    """The lines that the list has had in any commit of these on which a checkout stands."""
    known = [one for one in branches if git("rev-parse", "--verify", "-q", one, folder=folder)]
    known = [git("merge-base", "HEAD", one, folder=folder) for one in known]
    changes = git("log", "--format=", "-p", *(known or ["HEAD"]), "--", NAME, folder=folder)
    return listed("\n".join(re.findall(r"(?m)^\+(?!\+\+ )(.*)", changes)))


def taken_out(folder: Path, branches: Iterable[str]) -> list[str]:
    """Those of them that it has no more."""
    now = set(listed((folder / NAME).read_text("utf-8")))
    return sorted({line for line in known_before(folder, branches) if line not in now})


def test_the_list_only_grows():
    """Compared with all commits of the main branch: who pushes may push several at once."""
    if not git("rev-parse", "HEAD"):
        pytest.skip("no git, or no checkout")
    lost = taken_out(ROOT, BRANCHES)
    fail(f"{NAME}: put back the line {line}; {STAYS}" for line in lost)


def test_a_line_that_was_taken_out_some_commits_ago_is_found(tmp_path):
    if not git("--version"):
        pytest.skip("no git")
    (tmp_path / "tests").mkdir()
    git("init", "-q", "-b", "main", folder=tmp_path)
    author = ("-c", "user.name=Ann", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    for text in ("# a\ntea/\ntea/#pot\n", "tea/\n", "tea/\ntea/#lid\n"):
        (tmp_path / NAME).write_text(text, "utf-8")
        git("add", ".", folder=tmp_path)
        git(*author, "commit", "-q", "-m", "more", folder=tmp_path)
    assert taken_out(tmp_path, ["main", "origin/main"]) == ["tea/#pot"]
    git("checkout", "-q", "-b", "mine", "main~", folder=tmp_path)  # main has gone on since
    assert taken_out(tmp_path, ["main", "origin/main"]) == ["tea/#pot"]
