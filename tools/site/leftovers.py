"""What of a page's Markdown did not become what its author meant.

Python-Markdown knows no errors: what it does not understand is text, and readers see it. So the
text of a page that was rendered, code left out, is searched for what only an author types.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from tools.site.build import Build

BOXES = {  # those of the theme
    *("abstract", "bug", "danger", "example", "failure", "info", "note", "question", "quote"),
    *("success", "tip", "warning"),
}
INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "span", "strong", "sub", "sup"}
CODE = {"code", "pre", "script", "style", "svg"}
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
PLACE = re.compile(
    r" *(?!claims:|facts:)[a-z-]+: \S.*", re.DOTALL
)  # a comment; claims and facts are sources
TYPED = [
    (re.compile(r"(?:^|\n)\s*(?:!!!|\?\?\?\+?|===\+?)[^\n]*"), "this begins no box and no tab"),
    (re.compile(r"\[\^[\w-]+\]"), "there is no such footnote"),
    (re.compile(r"\[[^\[\]\n]+\]\s*\([^()\n]+\)"), "a link has no space after its brackets"),
    (re.compile(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]"), "a link to a reference that there is not"),
    (re.compile(r"(?:^|\n)\s*\|[^\n]*\|"), "a table has a row of dashes below its head"),
    (re.compile(r"\{\s*[#:.][^}\n]*"), "the braces of attributes are closed, and end the line"),
    (re.compile(r"`+[^`\n]*"), "code ends with as many backticks as it began with"),
    (re.compile(r"\*\*[^*\n]*|(?<!\w)__(?=\w)[^\n]*"), "bold text ends as it began"),
    (re.compile(r"(?:^|\n)\s*\[[ xX]\] [^\n]*"), "choices begin the box of a question"),
    (re.compile(r"--8<--[^\n]*"), "an include stands alone in a fence"),
    (re.compile(r"\b([A-Za-z]+)\s+\1\b(?! *[.-]\w)"), "a word stands there twice"),
    (re.compile(r"\b(?:TODO|FIXME|XXX)\b[^\n]*"), "the page is not finished"),
]
OWN_MACHINE = re.compile(r"(?i)file:|https?://(?:localhost|127\.|0\.0\.0\.0|\[::1?\])")
NOT_HERE = "this leads to your own machine; link to the file of the page: chapter/name.md"
SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
# What word processors and web pages put in the place of a space, of quotes and of hyphens.
NOT_TYPED = re.compile("[\N{EN DASH}\N{MINUS SIGN}\u2018\u2019\u201c\u201d]|[^\\S \\n]")
BETWEEN, THING = "\N{PILCROW SIGN}", "\N{BULLET}"  # stand for where a block begins, and for code
TWICE = {"that", "had", "is"}  # which English may say twice


@dataclass(frozen=True)
class Leftover:
    """Text that stands on a page as its author typed it, and what is wrong with it."""

    text: str
    problem: str


@dataclass
class _Element:
    tag: str
    is_box: bool
    is_title: bool
    start: int
    """Where in what was read its text begins, its title left out."""
    title: str = "==="  # of a tab stands elsewhere


class _Reader(HTMLParser):
    """The text of a page outside of code, and what is wrong with its elements."""

    def __init__(self, html: str):
        super().__init__()
        self.open: list[_Element] = []
        self.text: list[str] = []
        self.found: list[Leftover] = []
        self.feed(html)
        self.close()
        self.found += [Leftover(f"<{one.tag}", "this is never closed") for one in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.text.append(f"\n{BETWEEN}\n")
        if OWN_MACHINE.match(link := dict(attrs).get("href") or dict(attrs).get("src") or ""):
            self.found.append(Leftover(link, NOT_HERE))
        if tag == "img" and not (dict(attrs).get("alt") or "").strip():
            file = link.rpartition("/")[2] or "<img"  # the way to it is another on the page
            self.found.append(Leftover(file, "an image without alt: say what it shows"))
        if tag in VOID:
            self.text.append(BETWEEN if tag == "br" else THING)
            return
        classes = set((dict(attrs).get("class") or "").split())
        is_kind = tag == "details" or "admonition" in classes
        is_box = is_kind or "tabbed-block" in classes
        is_title = tag == "summary" or "admonition-title" in classes
        self.open.append(_Element(tag, is_box, is_title, len(self.text)))
        for kind in sorted(classes - BOXES - {"admonition"}) if is_kind else ():
            self.found.append(Leftover(kind, f"no such box; there are {', '.join(sorted(BOXES))}"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<input/>`, which HTML does not need to close."""
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in [one.tag for one in self.open]:
            self.found.append(Leftover(f"</{tag}", "this was never opened"))
            return
        while (last := self.open.pop()).tag != tag:
            self.found.append(Leftover(f"<{last.tag}", "this is never closed"))
        text = "".join(self.text[last.start :])
        if last.is_title and self.open:
            self.open[-1].start, self.open[-1].title = len(self.text), text.strip()
        elif last.is_box and not text.replace(BETWEEN, "").strip():
            self.found.append(Leftover(last.title, "nothing is in this box: indent what is"))

    def handle_data(self, data: str) -> None:
        inside = CODE & {one.tag for one in self.open}
        self.text.append(THING if inside else data)

    def handle_comment(self, data: str) -> None:
        self.text.append(THING)
        if PLACE.fullmatch(data):
            self.found.append(Leftover(f"<!--{data}-->", "nothing is put in this place"))


def of(html: str) -> Iterator[Leftover]:
    """What is left over in the HTML of a page, as Markdown made it."""
    reader = _Reader(html)
    yield from reader.found
    text = "".join(reader.text)
    for pattern, problem in TYPED:
        for match in pattern.finditer(text):
            if not (match.groups() and match[1].lower() in TWICE):
                yield Leftover(match[0].strip(), problem)


def invisible(markdown: str) -> Iterator[Leftover]:
    """Characters that nobody sees, and that turn or part the text around them."""
    for character in sorted(set(markdown) - {"\n"}):
        if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
            name = f"U+{ord(character):04X}"
            yield Leftover(character, f"nobody sees the character {name}; take it out")
    for span in SPAN.finditer(markdown):
        for character in sorted(set(NOT_TYPED.findall(span[0])) - {"\t"}):
            name = f"U+{ord(character):04X}, {unicodedata.name(character, 'a space')}"
            yield Leftover(span[0], f"code with {name}: copied, it fails; type what a keyboard has")


def check(build: Build, page: str, html: str, source: str) -> None:
    """Say what is left over on a page, and in which line of its source."""
    lines = source.splitlines()
    for one in (*of(html), *invisible(source)):
        typed = one.text.partition("\n")[0].partition(THING)[0].strip(" ") or one.text
        line = next((number for number, line in enumerate(lines, 1) if typed in line), 1)
        build.warn(page, line, f"{typed!r}: {one.problem}")
