"""One build of the site: what its hooks share, and what is put on its pages after Markdown."""

import hashlib
import logging
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import BaseFileLock
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from tools.examples.snippet import Snippet
from tools.measurements.results import Results
from tools.site import markup
from tools.site.finished import Finished, Parts
from tools.site.in_page import InPage
from tools.site.telling import Telling

log = logging.getLogger("mkdocs.hooks.site")
MARK = re.compile(r"(?:<p>)?<!-- put ([0-9a-f]{16}) -->(?:</p>)?")


@dataclass(frozen=True)
class Asked:
    """A picture that a fence in a line of a page asked for, and its place."""

    kind: str
    snippet: Snippet
    mark: str
    facts: Any
    line: int


@dataclass
class Build:
    """One build: its language, its measurements, and the HTML that waits for its place.

    HTML goes into the pages after Markdown: nothing that an example prints is taken for Markdown,
    for an include or for a comment of ours, and none of it gets into the search index.
    """

    docs: Path
    telling: Telling
    results: Results | None = None
    lock: BaseFileLock | None = None
    """It is held while the site's folder is written."""
    finished: Finished = field(init=False)
    """The pages that are cached, once it is known what they are made from."""
    number: str = ""
    """Another one once the pages say something else."""
    programs: InPage | None = None
    """Run and Edit, in the page."""
    parts: defaultdict[str, Parts] = field(default_factory=lambda: defaultdict(Parts))
    """Of each page, by its source."""
    asked: list["Asked"] = field(default_factory=list)
    """The pictures of the page that is being made."""

    @classmethod
    def of(cls, config: MkDocsConfig) -> "Build":
        """The build that belongs to a configuration."""
        return config.extra["build"]

    @classmethod
    def begin(cls, config: MkDocsConfig) -> "Build":
        """A fresh one, in the language of the site."""
        language = config.extra.get("language") or config.theme["language"]
        build = cls(Path(config.docs_dir), Telling(language))
        build.programs = InPage(build.telling, config.site_url or "")
        config.extra["build"] = build
        return build

    def put(self, page: str, html: Markup) -> str:
        """A line of Markdown that keeps a place for HTML on a page."""
        waiting = self.parts[page].waiting
        number = hashlib.sha256(f"{page} {len(waiting)}".encode()).hexdigest()[:16]
        waiting[number] = html
        return f"<!-- put {number} -->"

    def change(self, page: str, place: str, html: Markup) -> None:
        """Put other HTML into a place."""
        self.parts[page].waiting[MARK.fullmatch(place)[1]] = html  # type: ignore[index]

    def filled(self, page: str, output: str) -> str:
        """A page with everything in its place; what is put there may have places, too."""
        waiting = self.parts[page].waiting
        return MARK.sub(
            lambda m: self.filled(page, markup.breakable(waiting.get(m[1], ""))), output
        )

    def warn(self, page: str, line: int, problem: str) -> None:
        """Say what is wrong in which line of a page: a strict build fails of it."""
        log.warning("%s:%s: %s", self.place(page), line, problem)

    def wrong(self, page: str, line: int, problem: str) -> Markup:
        """Warn of what is wrong, and say it on the page, too."""
        self.warn(page, line, problem)
        return self.telling.render("problem.j2", problem=problem)

    def place(self, page: str) -> str:
        """A page, as its author knows it: `docs/en/threads/join.md`."""
        return f"{self.docs.parent.name}/{self.docs.name}/{page}"
