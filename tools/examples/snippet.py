"""One runnable example: its file, what it needs, what a run of it printed."""

import ast
import importlib.metadata
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from tools.files import SNIPPETS
from tools.interpreters import Interpreter, running

FOLDER = SNIPPETS
SUPPORTED = ">=3.11"  # what the site teaches; an example may ask for more in its PEP 723 block
# https://packaging.python.org/en/latest/specifications/inline-script-metadata/#reference-implementation
SCRIPT_BLOCK = re.compile(r"(?m)^# /// script$\s(?P<content>(^#(| .*)$\s)+)^# ///$")


class BadSnippet(ValueError):
    """An example's file is wrong; the message says what and where."""


@dataclass(frozen=True)
class Snippet:
    """One runnable example, named by its path below `snippets/`: `threads/join.py`."""

    name: str
    folder: Path = FOLDER

    @property
    def path(self) -> Path:
        """The example's file."""
        return self.folder / self.name

    @property
    def recording(self) -> Path:
        """The file that keeps what one run printed."""
        return self.path.with_suffix(".out")

    @property
    def outcomes(self) -> Path:
        """The file that states what the examples of this chapter may print."""
        return self.path.parent / "outcomes.py"

    @property
    def is_broken(self) -> bool:
        """Is it broken on purpose?"""
        return self.path.name.startswith("broken_")

    @property
    def source(self) -> str:
        """The program's text."""
        return self.path.read_text("utf-8")

    @property
    def summary(self) -> str | None:
        """The first line of its docstring; None if it has none or is no Python."""
        try:
            docstring = ast.get_docstring(ast.parse(self.source))
        except SyntaxError:
            return None
        return docstring.splitlines()[0] if docstring else None

    @cached_property
    def requirements(self) -> dict:
        """What its PEP 723 block says; empty if it has none. Raises BadSnippet."""
        blocks = list(SCRIPT_BLOCK.finditer(self.source))
        if not blocks:
            return {}
        if len(blocks) > 1:
            raise BadSnippet(f"snippets/{self.name}: more than one '# /// script' block; keep one")
        block = blocks[0]
        lines = block["content"].splitlines()
        try:
            found = tomllib.loads("\n".join(line.removeprefix("#")[1:] for line in lines))
            SpecifierSet(found.get("requires-python", ""))
            list(map(Requirement, found.get("dependencies", [])))
        except (tomllib.TOMLDecodeError, InvalidSpecifier, InvalidRequirement, TypeError) as error:
            line = self.source[: block.start()].count("\n") + 1
            raise BadSnippet(
                f"snippets/{self.name}:{line}: the '# /// script' block: {error}"
            ) from None
        return found

    def left_out(self, python: Interpreter) -> str | None:
        """Why it cannot run on this interpreter; None if it can."""
        version = ".".join(map(str, python.version))
        wanted = SpecifierSet(self.requirements.get("requires-python", SUPPORTED))
        if not wanted.contains(version, prereleases=True):
            return f"needs Python {wanted}"
        packages = self.requirements.get("dependencies", [])
        if python == running():
            packages = [package for package in packages if not _installed(package)]
        return f"needs {', '.join(packages)}" if packages else None


def _installed(package: str) -> bool:
    try:
        return bool(importlib.metadata.version(Requirement(package).name))
    except importlib.metadata.PackageNotFoundError:
        return False


def every_snippet(folder: Path = FOLDER) -> list[Snippet]:
    """All examples below a folder, sorted by name."""
    files = (path for path in folder.rglob("*.py") if path.name != "outcomes.py")
    names = (
        path.relative_to(folder).as_posix() for path in files if "__pycache__" not in str(path)
    )
    return [Snippet(name, folder) for name in sorted(names)]
