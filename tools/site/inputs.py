"""What a page is made from, as digests: what was made of it is good as long as they stay the same.

What all pages are made from is one digest, and what may belong to it does: a change of that makes
all pages anew, which takes longer, and is never wrong.
"""

import hashlib
import json
import re
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from sysconfig import get_path

from mkdocs.config.defaults import MkDocsConfig

from tools import interpreters
from tools.cache import key_of
from tools.examples.page import INCLUDE
from tools.files import ROOT, SNIPPETS
from tools.machine import machine
from tools.measurements.results import Results
from tools.site.claims import PLACE as CLAIMS
from tools.site.telling import Telling

OURS = ("tools", "exercises", "docs/theme")
OF_A_RUN = ("site_dir", "strict", "dev_addr")  # settings that no page shows
PROGRAM = re.compile(r'"[^"\n]+\.py|[^\s"()]+\.py')


@dataclass
class Inputs:
    """The digests for one build; each is made once."""

    config: MkDocsConfig
    telling: Telling
    results: Results | None
    addresses: Mapping[str, str]
    """Of all files that pages can link to, by their sources."""

    @cached_property
    def code(self) -> str:
        """What makes pages: we, the packages, Python, the words of the language."""
        packages = sorted(path.name for path in Path(get_path("purelib")).glob("*.dist-info"))
        words = self.telling.catalogue
        said = words.read_text("utf-8") if words.is_file() else ""
        ours = _digest(ROOT / name for name in OURS)
        return key_of(ours, packages, sys.version, self.telling.language, said)

    @cached_property
    def everywhere(self) -> str:
        """All that is not of single pages."""
        return key_of(
            self.code,
            _settings(self.config),
            self.config.site_url,
            sorted(self.addresses.items()),
            self.results and self.results.dumps(),
            sys.platform,
            machine(),
            interpreters.fingerprint(),
        )

    def of(self, page: str, text: str, source: str) -> str | None:
        """All that the content of a page is made from; None if that is unknown.

        `text` is its Markdown, `source` its whole file.
        """
        if text.count("8<") != len(INCLUDE.findall(text)):
            return None  # it includes, or speaks of including, in a way that is not ours
        words = {part for name in PROGRAM.findall(text) for part in name.strip('"').split("/")}
        chapters = [self.chapters[name] for name in sorted(words) if name in self.chapters]
        others = _digest([Path(self.config.docs_dir)]) if CLAIMS.search(text) else ""
        return key_of(self.everywhere, page, text, source, others, *chapters)

    @cached_property
    def chapters(self) -> dict[str, str]:
        """The programs of each chapter, with all that is kept and stated of them."""
        return {path.name: _digest([path]) for path in SNIPPETS.glob("*") if path.is_dir()}


def _digest(roots: Iterable[Path]) -> str:
    """The names and the contents of these files, and of all files below these folders."""
    digest = hashlib.sha256()
    for root in roots:
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if "__pycache__" not in file.parts and file.is_file():
                content = file.read_bytes()
                digest.update(f"{file.relative_to(ROOT)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _settings(config: MkDocsConfig) -> str:
    """All that was configured, in files and on the command line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # MkDocs itself makes no use of it
        given: Sequence[Mapping] = config.user_configs  # type: ignore[assignment]
    shown = [{key: value for key, value in one.items() if key not in OF_A_RUN} for one in given]
    return json.dumps(shown, default=str)
