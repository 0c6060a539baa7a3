"""The table of what dies: each cell is a run, so each leads to a program."""

import re
from collections.abc import Iterator
from pathlib import Path

from saying import fail

from docs import DOCS
from tools.examples import page as pages
from tools.examples.printed import masked
from tools.examples.recording import digest, recorded_run
from tools.examples.snippet import Snippet
from tools.files import place

PAGE = DOCS / "beyond" / "what-dies.md"
KEPT = Path(__file__).with_name("beyond.txt")
CELL = re.compile(r"\[(?P<says>[^\]]+)\]\((?P<page>[^)#]*)#(?P<id>[a-z0-9-]+)\)")


def section(page: str, name: str) -> str:
    """The part of a page under the heading with this id."""
    text = (PAGE.parent / page if page else PAGE).read_text("utf-8")
    _, _, rest = text.partition(f"{{ #{name} }}\n")
    return re.split(r"(?m)^## ", rest)[0]


def cells() -> Iterator[tuple[int, str, int, re.Match | None]]:
    """Of the table: the line of each cell, what its row is about, its column, and its link."""
    for line, text in enumerate(PAGE.read_text("utf-8").splitlines(), 1):
        if text.startswith("| ") and "](" in text:
            kept_in, *rest = (cell.strip() for cell in text.strip("|").split("|"))
            for column, cell in enumerate(rest, 1):
                yield line, kept_in, column, CELL.fullmatch(cell)


def programs(link: re.Match) -> list[Snippet]:
    """Those that the section shows to which a cell leads."""
    return [shown.snippet for shown in pages.shown(section(link["page"], link["id"]))]


def test_every_cell_leads_to_a_program():
    found = list(cells())
    fail(
        f"{place(PAGE)}:{line}: {kept_in}: column {column} leads to no program"
        for line, kept_in, column, link in found
        if not (link and programs(link))
    )
    assert len(found) > 27


def test_a_cell_changes_with_what_its_programs_print_or_not_at_all(record):
    """Both are kept side by side, so that whoever changes one looks at the other."""
    now = {}
    for line, kept_in, column, link in cells():
        runs = [recorded_run(snippet) for snippet in (programs(link) if link else ())]
        printed = digest(*(masked(run.stdout) for run in runs if run))
        now[f"{kept_in} | {column} | {link and link['says']} | {printed}"] = line
    if record:
        KEPT.write_text("".join(f"{cell}\n" for cell in now), "utf-8")
    then = KEPT.read_text("utf-8").splitlines()
    fail(
        f"{place(PAGE)}:{line}: {cell.rpartition(' | ')[0]}: this, or what its programs print, was "
        "another; see whether they agree, then run: pytest tests --record"
        for cell, line in now.items()
        if cell not in then
    )
