"""Read a page: where it shows which example."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from tools.examples.snippet import FOLDER, Snippet, every_snippet

# The fences that pymdownx.superfences knows, at any depth of tabs, lists and admonitions.
OPENING = re.compile(r"(?P<indent>[ >]*)(?P<ticks>`{3,}|~{3,}) *(?P<info>[^`]*?) *")
INDENT = re.compile(r"[ >]*")
# What a fence may ask for beside its output: {.python .timeline}
EXTRAS = ("timeline", "orders", "batons", "life")
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
        return words[0].lstrip(".") if words else ""

    @property
    def extras(self) -> tuple[str, ...]:
        """What the fence asks for beside its language: `timeline` of `{.python .timeline}`."""
        words = self.info.strip("{} ").split() if self.info.startswith("{") else []
        classes = [word.lstrip(".") for word in words if word.startswith(".")]
        return tuple(name for name in classes if name != self.language)

    @property
    def is_python(self) -> bool:
        """Is it Python, a Python session included, by any of the names that Pygments knows?"""
        try:
            return "python" in find_lexer_class_by_name(self.language).name.lower()
        except ClassNotFound:
            return False

    @property
    def hides(self) -> bool:
        """Does it name no language, or show a file of Python as another language?"""
        includes = any("8<" in line and ".py" in line for line in self.body)
        return not self.language or (includes and not self.is_python)


@dataclass(frozen=True)
class Example:
    """A Python fence of a page: the snippet it shows, or what is wrong with it."""

    fence: Fence
    snippet: Snippet | None = None
    section: str | None = None
    problem: str | None = None


def fences(text: str) -> Iterator[Fence]:
    """All fenced blocks of a page, in order; one that is never closed is not a block.

    A line that is indented less, or is in another blockquote, ends what surrounds a fence, and so
    the fence, without closing it.
    """
    opening = None
    for number, line in enumerate(text.expandtabs(4).splitlines(), 1):
        if opening is None:
            if opening := OPENING.fullmatch(line):
                start, body = number, []
            continue
        indent, ticks, info = opening["indent"], opening["ticks"], opening["info"]
        before = INDENT.match(line, 0, len(indent))[0]
        content = line[len(before) :]
        deeper = before.count(">") - indent.count(">")
        lazy = deeper < 0 and body and not body[-1].strip()
        if deeper > 0 or (content.strip() and (len(before) < len(indent) or lazy)):
            opening = None
        elif content.rstrip() == ticks:
            yield Fence(start, indent, ticks, info, tuple(body))
            opening = None
        else:
            body.append(content)


def examples(text: str, folder: Path = FOLDER) -> list[Example]:
    """All Python fences of a page, good and bad, and fences that hide one by naming no Python."""
    known = {snippet.name: snippet for snippet in every_snippet(folder)}
    return [_example(fence, known) for fence in fences(text) if fence.is_python or fence.hides]


def _example(fence: Fence, known: dict[str, Snippet]) -> Example:
    if fence.hides:
        return Example(fence, problem="a fence names its language; a snippet's is python")
    body = [line for line in fence.body if line.strip()]
    include = INCLUDE.fullmatch(body[0]) if len(body) == 1 else None
    if include is None:
        if len(body) == 1 and "8<" in body[0]:
            return Example(
                fence,
                problem=f'{body[0]!r} is not an include; write --8<-- "chapter/name.py" '
                'or --8<-- "chapter/name.py:section", and no space around it',
            )
        return Example(
            fence,
            problem="Python is typed into the page; put it into a file of snippets/ "
            'and show that with one line: --8<-- "chapter/name.py"',
        )
    if fence.info != fence.language and not fence.info.startswith("{"):
        return Example(
            fence, problem=f"options of a fence stand in braces: {{.python …}}, not '{fence.info}'"
        )
    if "retry" in fence.info or "notest" in fence.info:
        return Example(
            fence, problem=f"'{fence.info}': an example is run once, always; no retry, no notest"
        )
    if strange := [name for name in fence.extras if name not in EXTRAS]:
        return Example(
            fence, problem=f"no example has .{strange[0]}; there are .{', .'.join(EXTRAS)}"
        )
    snippet = known.get(include["name"])
    if snippet is None:
        near = get_close_matches(include["name"], known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return Example(fence, problem=f"there is no snippets/{include['name']}{hint}")
    section = include["section"]
    if section and fence.extras:
        return Example(fence, problem=f".{fence.extras[0]} is of a whole example, not of a part")
    if section and f"--8<-- [start:{section}]" not in snippet.source:
        return Example(
            fence,
            problem=f"snippets/{snippet.name} has no line '# --8<-- [start:{section}]'",
        )
    return Example(fence, snippet, section)


def every_page(docs: Path) -> list[Path]:
    """All Markdown pages below a folder, sorted."""
    return sorted(docs.rglob("*.md"))
