"""One runnable example: its file, and what it needs."""

import ast
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from tools.files import SNIPPETS, NotUtf8, read_text
from tools.interpreters import Interpreter

FOLDER = SNIPPETS
SUPPORTED = ">=3.11"  # what the site teaches; an example may ask for more in its PEP 723 block
# https://packaging.python.org/en/latest/specifications/inline-script-metadata/#reference-implementation
SCRIPT_BLOCK = re.compile(r"(?m)^# /// script$\s(?P<content>(^#(| .*)$\s)+)^# ///$")
END = "# ///"
LIKE_A_BLOCK = re.compile(r"(?m)^#\s*///.*$")  # an end and a beginning, misspelt or alone

# Another program beside it, which is imported or named as a file.
NEIGHBOUR = re.compile(r"(?m)^ *(?:from|import) (\w+)\b|\b(\w+)\.py\b")

# The marks of a part: # --8<-- [start:middle]
SECTION_MARK = re.compile(r"# -+8<-+ \[(?P<which>start|end):(?P<name>[A-Za-z][-\w]*)\]")


class BadSnippet(ValueError):
    """An example's file is wrong; the message says what and where."""


@dataclass(frozen=True)
class Needs:
    """What a program's PEP 723 block asks for."""

    python: str = ""
    """A version specifier, `>=3.14`; empty if it says none."""
    packages: tuple[str, ...] = ()
    """Requirements, `psycopg[binary]`."""

    @property
    def supported(self) -> SpecifierSet:
        """The versions of Python that it runs on."""
        return SpecifierSet(self.python or SUPPORTED)


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
    def is_measured(self) -> bool:
        """Is it a program whose values are measured when the site is built?"""
        return self.name.startswith("measurements/")

    @property
    def source(self) -> str:
        """The program's text. Raises BadSnippet if it is no UTF-8."""
        try:
            return read_text(self.path)
        except NotUtf8 as error:
            raise BadSnippet(str(error)) from None

    @property
    def sources(self) -> list[str]:
        """The program's text, and those of its neighbours that it imports or names, and so on.

        Raises BadSnippet if the first is no UTF-8.
        """
        texts, todo = {self.path: self.source}, [self.path]
        while todo:
            for found in NEIGHBOUR.finditer(texts[todo.pop()]):
                other = self.path.with_name(f"{found[1] or found[2]}.py")
                if other not in texts and other.is_file():
                    texts[other] = other.read_text("utf-8", "replace")
                    todo.append(other)
        own, *others = texts
        return [texts[own], *(texts[path] for path in sorted(others))]

    @property
    def text(self) -> str:
        """What a reader sees of the program: all but the marks of its sections."""
        lines = self.source.splitlines(keepends=True)
        return "".join(line for line in lines if not SECTION_MARK.fullmatch(line.strip()))

    def section(self, name: str) -> str | None:
        """What a reader sees of a section; None if nothing is between its start and its end."""
        found, inside = [], False
        for line in self.source.splitlines(keepends=True):
            mark = SECTION_MARK.fullmatch(line.strip())
            if mark and mark["name"] == name and mark["which"] == "start":
                inside = True
            elif mark and mark["name"] == name and found:
                return "".join(found)
            elif inside and not mark:
                found.append(line)
        return None

    @property
    def summary(self) -> str | None:
        """The first line of its docstring; None if it has none or is no Python."""
        try:
            docstring = ast.get_docstring(ast.parse(self.source))
        except (SyntaxError, ValueError):
            return None
        return docstring.splitlines()[0] if docstring else None

    @cached_property
    def needs(self) -> Needs:
        """What its PEP 723 block asks for. Raises BadSnippet if the block is wrong."""
        blocks = list(SCRIPT_BLOCK.finditer(self.source))
        ends = {at for block in blocks for at in (block.start(), block.end() - len(END))}
        for mark in LIKE_A_BLOCK.finditer(self.source):
            if mark.start() not in ends:
                self._refuse_block(mark, "begins with '# /// script' and ends with '# ///'")
        if not blocks:
            return Needs()
        if len(blocks) > 1:
            raise BadSnippet(f"snippets/{self.name}: more than one '# /// script' block; keep one")
        lines = blocks[0]["content"].splitlines()
        try:
            found = tomllib.loads("\n".join(line.removeprefix("#")[1:] for line in lines))
            needs = Needs(found.pop("requires-python", ""), found.pop("dependencies", ()))
            SpecifierSet(_text(needs.python))
            list(map(Requirement, map(_text, _list(needs.packages))))
        except InvalidSpecifier as error:
            self._refuse_block(blocks[0], f'{error}; write what has to hold: ">=3.13"')
        except (tomllib.TOMLDecodeError, InvalidRequirement, TypeError) as error:
            self._refuse_block(blocks[0], " ".join(str(error).split()))
        if others := found.keys() - {"tool"}:
            self._refuse_block(blocks[0], f"has {min(others)}; write requires-python, dependencies")
        return replace(needs, packages=tuple(needs.packages))

    def _refuse_block(self, at: re.Match, problem: str) -> NoReturn:
        line = self.source[: at.start()].count("\n") + 1
        raise BadSnippet(
            f"snippets/{self.name}:{line}: the '# /// script' block: {problem}"
        ) from None

    def left_out(self, python: Interpreter) -> str | None:
        """Why it cannot run on a Python of this version; None if it can. Raises BadSnippet."""
        version = ".".join(map(str, python.version))
        if self.needs.supported.contains(version, prereleases=True):
            return None
        return f"needs Python {self.needs.supported}"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text; write it in quotes")
    return value


def _list(value: object) -> Iterable:
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} is no list; write [{value!r}]")
    return value


def every_snippet(folder: Path = FOLDER) -> list[Snippet]:
    """All examples below a folder, sorted by name."""
    files = (path for path in folder.rglob("*.py") if path.name != "outcomes.py")
    names = (
        path.relative_to(folder).as_posix() for path in files if "__pycache__" not in str(path)
    )
    return [Snippet(name, folder) for name in sorted(names)]
