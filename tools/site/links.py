"""MkDocs' warnings about links and about the navigation name the line, and what to do, too."""

import logging
import re
from difflib import get_close_matches
from pathlib import Path

from tools.files import ROOT
from tools.site import claims

NAMED_LINK = re.compile(r"Doc file '(?P<page>.+?)' contains .*?link '(?P<link>.+?)'")
NO_PAGE = re.compile(r"A reference to '(?P<page>.+?)' is included in the 'nav' .* is not found")
NAVIGATION = "mkdocs.yml"
LOGGERS = [logging.getLogger(f"mkdocs.structure.{name}") for name in ("pages", "nav")]


class NameTheLine(logging.Filter):
    """Adds to a warning about a link, or a page of the navigation, the lines in which it stands."""

    def __init__(self, docs: Path, root: Path = ROOT):
        super().__init__()
        self.docs = docs
        self.root = root

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the message; let every record through."""
        message = record.getMessage()
        if said := NAMED_LINK.match(message):
            place = self._place(said["page"], said["link"])
            record.msg, record.args = f"{place}{message}", ()
        elif (said := NO_PAGE.match(message)) and (self.root / NAVIGATION).is_file():
            record.msg, record.args = self._moved(said["page"]), ()
        return True

    def _place(self, page: str, link: str) -> str:
        """Where a link stands: `docs/en/threads/join.md:3,5: `; empty if that is not known."""
        table = self.docs / claims.NAME  # it stands on a page as links
        inline, below = f"]({link}", f"]: {link}"  # the latter is what a reference leads to
        by_file = {self.docs / page: (inline, below), table: (f" {link.lstrip('./')}",)}
        for file, typed in by_file.items():
            lines = file.read_text("utf-8").splitlines() if file.is_file() else []
            if at := [str(n) for n, line in enumerate(lines, 1) if any(t in line for t in typed)]:
                return f"{file.relative_to(self.docs.parent.parent).as_posix()}:{','.join(at)}: "
        return ""

    @property
    def _folder(self) -> str:
        return f"{self.docs.parent.name}/{self.docs.name}"

    def _moved(self, page: str) -> str:
        """What to do about a page of the navigation that is not there, being renamed or gone."""
        text = (self.root / NAVIGATION).read_text("utf-8")
        line = next((n for n, line in enumerate(text.splitlines(), 1) if page in line), 1)
        there = [file.relative_to(self.docs).as_posix() for file in self.docs.rglob("*.md")]
        near = get_close_matches(page, [name for name in there if name not in text], 1)
        old, new = f"{self._folder}/{page}", f"{self._folder}/{near[0]}" if near else ""
        todo = f"take it out, or bring it back: git restore {old}"
        if near:
            todo = (
                f"name {new} there; if {old} was published, say in extra: moved: {page}: {near[0]}"
            )
        return f"{NAVIGATION}:{line}: there is no {old}; {todo}"


def name_the_lines(docs: Path) -> None:
    """Have it done for the pages of a folder, and for no others any more."""
    for logger in LOGGERS:
        for known in [known for known in logger.filters if isinstance(known, NameTheLine)]:
            logger.removeFilter(known)
        logger.addFilter(NameTheLine(docs))
