"""A wrong page never gets through: small copies of a chapter are broken, each in one way.

All of them stand in one copy of the site, each under a name of its own, and are run and built
together. Of each the run must say what is wrong: the page or the snippet, and the line.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from broken.pages import PAGES
from broken.programs import PROGRAMS
from broken.site import IN_THE_SITE
from broken.stated import STATED
from broken.way import Break
from filelock import FileLock
from site_copy import EXAMPLES, FOREIGN, SITE, add_chapter, change, chapter, run_pytest

from docs import AT

BREAKS = [*PROGRAMS, *STATED, *PAGES, *IN_THE_SITE]


def names_of(breaks: list[Break]) -> dict[str, Break]:
    """Each under the name of its chapter."""
    return {f"kitchen{BREAKS.index(way):03}": way for way in breaks}


def broken(copy: Path, breaks: list[Break]) -> None:
    """Add to a sound copy a chapter for each way of breaking one."""
    for name, way in names_of(breaks).items():
        add_chapter(copy, name, chapter(*way.shows))
        new = way.change
        if isinstance(new, tuple):
            new = (new[0].replace("kitchen", name), new[1].replace("kitchen", name))
        elif isinstance(new, str):
            new = new.replace("kitchen", name)
        change(copy, way.file.replace("kitchen", name), new)
    config = copy / "mkdocs.yml"
    before, _, _ = config.read_text("utf-8").partition("\nnav:\n")
    pages = ["index.md", "kitchen.md", *(f"{name}.md" for name in names_of(breaks))]
    config.write_text(f"{before}\n{yaml.safe_dump({'nav': pages})}", "utf-8")


@pytest.fixture(scope="session")
def said(shared: Path, sound: Path) -> Callable[[tuple[str, ...]], str]:
    """A function: what such a run says of all that are broken. Each runs once for all workers."""

    def run(ran: tuple[str, ...]) -> str:
        kind = "examples" if ran == EXAMPLES else "site"
        copy, done = shared / f"broken-{kind}", shared / f"broken-{kind}.json"
        with FileLock(shared / f"broken-{kind}.lock"):
            if not done.exists():
                shutil.copytree(sound, copy, ignore=FOREIGN)
                shutil.rmtree(copy / "build", ignore_errors=True)
                broken(copy, [way for way in BREAKS if way.ran == ran])
                found = run_pytest(copy, *ran, "--continue-on-collection-errors")
                done.write_text(json.dumps(found.stdout), "utf-8")
        return json.loads(done.read_text("utf-8"))

    return run


def of_chapter(text: str, name: str) -> str:
    """The parts of what pytest said that speak of a chapter; of long parts the lines."""
    parts = re.split(r"(?m)^(?=_{3,} .* _{3,}$|={3,} .* ={3,}$)", text)
    found = []
    for part in parts:
        if "mkdocs build --strict" in part or len(re.findall(r"\bkitchen\d{3}\b", part)) > 20:
            part = "\n".join(line for line in part.splitlines() if re.search(rf"\b{name}\b", line))
        if re.search(rf"\b{name}\b", part) and "short test summary" not in part:
            found.append(part)
    return "\n".join(found)


@pytest.mark.parametrize("ran", [EXAMPLES, SITE], ids=["examples", "site"])
def test_nothing_is_said_of_a_sound_chapter_nor_by_our_machinery(said, ran):
    text = said(ran)
    assert not re.search(rf"(?m)^{AT}/kitchen\.md|snippets/kitchen/", text), text
    own = re.search(r"(?m)^(tools|conftest).*\.py:\d+", text)
    assert not own, f"a traceback of ours for a mistake of theirs:\n{text}"


@pytest.mark.parametrize("way", BREAKS, ids=lambda way: way.name)
def test_the_run_fails_and_says_where(said, way):
    name = f"kitchen{BREAKS.index(way):03}"
    text = of_chapter(said(way.ran), name)
    assert text, f"it passed, or did not run:\n{said(way.ran)[-3000:]}"
    for pattern in way.said:
        wanted = pattern.replace("kitchen", name)
        assert re.search(wanted, text), f"{wanted!r} is not said:\n{text}"
