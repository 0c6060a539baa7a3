"""MkDocs' warnings about links name the line, too."""

import logging
import re
from pathlib import Path

NAMED_LINK = re.compile(r"Doc file '(?P<page>.+?)' contains .*?link '(?P<link>.+?)'")
LOGGER = logging.getLogger("mkdocs.structure.pages")


class NameTheLine(logging.Filter):
    """Adds to a warning about a link the lines of the page in which that link stands."""

    def __init__(self, docs: Path):
        super().__init__()
        self.docs = docs

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the message; let every record through."""
        said = NAMED_LINK.match(record.getMessage())
        if said and (page := self.docs / said["page"]).is_file():
            lines = page.read_text("utf-8").splitlines()
            at = [str(n) for n, line in enumerate(lines, 1) if f"]({said['link']}" in line]
            if at:
                place = f"{self.docs.parent.name}/{self.docs.name}/{said['page']}:{','.join(at)}"
                record.msg = f"{place}: {record.getMessage()}"
                record.args = ()
        return True


def name_the_lines(docs: Path) -> None:
    """Have it done for the pages of a folder, and for no others any more."""
    for known in [known for known in LOGGER.filters if isinstance(known, NameTheLine)]:
        LOGGER.removeFilter(known)
    LOGGER.addFilter(NameTheLine(docs))
