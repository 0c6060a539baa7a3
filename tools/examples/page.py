"""Read a page: where it shows which example.

No parser does it: Python-Markdown, which builds the site, says no lines, and markdown-it, which
pytest-markdown-docs brings, knows no fences in tabs and admonitions. A test compares what is found
here with the blocks of code of the built pages.
"""

import functools
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pygments.lexers import find_lexer_class_by_name
from pygments.lexers.python import PythonLexer
from pygments.util import ClassNotFound

from tools.examples.snippet import FOLDER, BadSnippet, Snippet, every_snippet

# The fences that pymdownx.superfences knows, at any depth of tabs, lists and admonitions.
OPENING = re.compile(r"(?P<indent>[ >]*)(?P<ticks>`{3,}|~{3,}) *(?P<info>[^`]*?) *")
LANGUAGE = re.compile(r"[\w.+#-]+")
SESSION = re.compile(r"\s*>>> ")
INCLUDE = re.compile(r'-+8<-+[ \t]+"(?P<name>[^":]+\.py)(?::(?P<section>[A-Za-z][-\w]*))?"')


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page; `line` is that of the opening fence, counted from 1."""

    line: int
    indent: str
    ticks: str
    info: str
    body: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language that the fence names, `` if none; `python` and `{.python x=1}` alike."""
        words = self.info.strip("{} ").split()
        if self.info.startswith("{"):  # an id or an option may stand before it
            words.sort(key=lambda word: not word.startswith("."))
        name = LANGUAGE.match(words[0].lstrip(".")) if words else None
        return name[0] if name else ""

    @property
    def extras(self) -> tuple[str, ...]:
        """What the fence asks for beside its language: `timeline` of `{.python .timeline}`."""
        words = self.info.strip("{} ").split() if self.info.startswith("{") else []
        classes = [word.lstrip(".") for word in words if word.startswith(".")]
        return tuple(name for name in classes if name != self.language)

    @property
    def is_python(self) -> bool:
        """Is it Python, a Python session included, by any of the names that Pygments knows?"""
        return _is_python(self.language)

    @property
    def hides(self) -> bool:
        """Does it name no language, or show a file, or a Python session, as another language?"""
        if self.is_python:
            return False
        shows = any("8<-" in line or SESSION.match(line) for line in self.body)
        return not self.language or shows


@functools.cache
def _is_python(language: str) -> bool:
    try:
        lexer = find_lexer_class_by_name(language)
    except ClassNotFound:
        return False
    return "python" in lexer.name.lower() or issubclass(lexer, PythonLexer)


@dataclass(frozen=True)
class Shown:
    """A fence that shows an example, or a marked section of one."""

    fence: Fence
    snippet: Snippet
    section: str | None = None

    @property
    def text(self) -> str:
        """The Python that a reader sees."""
        return (self.section and self.snippet.section(self.section)) or self.snippet.text


@dataclass(frozen=True)
class Wrong:
    """A fence that ought to show an example and does not; `problem` says why, to its author."""

    fence: Fence
    problem: str


class BadFence(ValueError):
    """A fence shows no example; the message says why."""


def fences(text: str) -> Iterator[Fence]:
    """All fenced blocks of a page, in order; one that is never closed is not a block."""
    return (fence for fence, is_closed in _fences(text) if is_closed)


def _fences(text: str) -> Iterator[tuple[Fence, bool]]:
    """All fences of a page in the order in which they end, and whether they are closed.

    A line that is indented less, or is in another blockquote, ends what surrounds a fence, and so
    the fence, without closing it.
    """
    opening, start, body = None, 0, []
    for number, line in enumerate(text.expandtabs(4).splitlines(), 1):
        if opening is None:
            if opening := OPENING.fullmatch(line):
                start, body = number, []
            continue
        indent, ticks, info = opening["indent"], opening["ticks"], opening["info"]
        head = line[: len(indent)]
        before = head[: len(head) - len(head.lstrip(" >"))]
        content = line[len(before) :]
        deeper = before.count(">") - indent.count(">")
        lazy = deeper < 0 and body and not body[-1].strip()
        if deeper > 0 or (content.strip() and (len(before) < len(indent) or lazy)):
            yield Fence(start, indent, ticks, info, ()), False
            opening = None
        elif content.rstrip() == ticks:
            yield Fence(start, indent, ticks, info, tuple(body)), True
            opening = None
        else:
            body.append(content)
    if opening:
        yield Fence(start, opening["indent"], opening["ticks"], opening["info"], ()), False


def examples(
    text: str, folder: Path = FOLDER, extras: Collection[str] | None = None
) -> list[Shown | Wrong]:
    """All Python fences of a page, good and bad, and fences that are or hide what nobody runs.

    `extras` is what a fence may ask for beside its output, `timeline`; without it, anything.
    """
    return [
        example_of(fence, folder, extras)
        if is_closed
        else Wrong(fence, "this fence is never closed")
        for fence, is_closed in _fences(text)
        if not is_closed or fence.is_python or fence.hides
    ]


def shown(text: str, folder: Path = FOLDER) -> list[Shown]:
    """The examples that a page shows."""
    return [found for found in examples(text, folder) if isinstance(found, Shown)]


def example_of(
    fence: Fence, folder: Path = FOLDER, extras: Collection[str] | None = None
) -> Shown | Wrong:
    """What a fence shows, or what is wrong with it."""
    try:
        if fence.hides:
            raise BadFence(
                "a fence names its language; a snippet's is python, and a session is none: "
                "what is typed after >>> is run by nobody"
            )
        include = _include(fence)
        _check_options(fence, extras)
        snippet = snippet_named(include["name"], folder)
        _check_section(fence, snippet, include["section"])
        return Shown(fence, snippet, include["section"])
    except (BadFence, BadSnippet) as error:
        return Wrong(fence, str(error))


def included(fence: Fence, folder: Path = FOLDER) -> Shown:
    """What a fence shows that was found to be right. Raises BadFence if it includes nothing."""
    include = _include(fence)
    return Shown(fence, Snippet(include["name"], folder), include["section"])


def _include(fence: Fence) -> re.Match:
    """The one line of a fence that is an include."""
    body = [line for line in fence.body if line.strip()]
    include = INCLUDE.fullmatch(body[0]) if len(body) == 1 else None
    if include:
        return include
    if len(body) == 1 and "8<" in body[0]:
        raise BadFence(
            f'{body[0]!r} is not an include; write --8<-- "chapter/name.py" '
            'or --8<-- "chapter/name.py:section", and no space around it'
        )
    raise BadFence(
        "Python is typed into the page; put it into a file of snippets/ "
        'and show that with one line: --8<-- "chapter/name.py"'
    )


def _check_options(fence: Fence, extras: Collection[str] | None) -> None:
    if fence.info != fence.language and not fence.info.startswith("{"):
        raise BadFence(f"options of a fence stand in braces: {{.python …}}, not '{fence.info}'")
    if "retry" in fence.info or "notest" in fence.info:
        raise BadFence(f"'{fence.info}': an example is run once, always; no retry, no notest")
    if strange := [word for word in fence.info.strip("{} ").split()[1:] if word[0] not in ".#"]:
        raise BadFence(f"no example has {strange[0]}: nothing would come of it")
    known = fence.extras if extras is None else extras
    if strange := [name for name in fence.extras if name not in known]:
        raise BadFence(f"no example has .{strange[0]}; there are .{', .'.join(known)}")


def snippet_named(name: str, folder: Path = FOLDER) -> Snippet:
    """The snippet of that very name. Raises BadSnippet, also if it is no UTF-8."""
    snippet = Snippet(name, folder)
    folder_of = snippet.path.parent
    plain = Path(name).as_posix() == name and ".." not in name and folder_of.is_dir()
    there = plain and snippet.path.name in os.listdir(folder_of)  # its very name, in any case
    if there and snippet.path.name != "outcomes.py":
        _ = snippet.source  # a file that is no text shows nothing
        return snippet
    known = [snippet.name for snippet in every_snippet(folder)]
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    if plain and snippet.recording.is_file():
        hint = f", but its .out: take this fence out, or git restore snippets/{name}"
    raise BadSnippet(f"there is no snippets/{name}{hint}")


def _check_section(fence: Fence, snippet: Snippet, section: str | None) -> None:
    if section and fence.extras:
        raise BadFence(f".{fence.extras[0]} is of a whole example, not of a part")
    if section and snippet.section(section) is None:
        raise BadFence(
            f"snippets/{snippet.name} has no line '# --8<-- [start:{section}]', "
            f"or after it no other and then '# --8<-- [end:{section}]'"
        )


def every_page(docs: Path) -> list[Path]:
    """All Markdown pages below a folder, sorted."""
    return sorted(docs.rglob("*.md"))
