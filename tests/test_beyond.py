"""The table of what dies: each cell is a run, so each leads to a program."""

import re

from saying import fail

from tools.files import ROOT

PAGE = ROOT / "docs" / "en" / "beyond" / "what-dies.md"
CELL = re.compile(r"\[[^\]]+\]\((?P<page>[^)#]*)#(?P<id>[a-z0-9-]+)\)")


def section(page: str, name: str) -> str:
    """The part of a page under the heading with this id."""
    text = (PAGE.parent / page if page else PAGE).read_text("utf-8")
    _, _, rest = text.partition(f"{{ #{name} }}\n")
    return re.split(r"(?m)^## ", rest)[0]


def test_every_cell_leads_to_a_program():
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][1:]
    found = []
    for row in rows:
        kept_in, *cells = (cell.strip() for cell in row.strip("|").split("|"))
        for cell in cells:
            link = CELL.fullmatch(cell)
            if not (link and "--8<--" in section(link["page"], link["id"])):
                found.append(f"{PAGE.name}: {kept_in}: {cell} leads to no program")
    assert len(rows) > 9
    fail(found)
