"""A picture that is drawn by hand says what the list below it says, box by box, with its links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from saying import fail

from docs import DOCS

PAGES = sorted(page for page in DOCS.rglob("*.md") if "<svg" in page.read_text("utf-8"))
IN_WORDS = re.compile(r'(?m)^\?\?\? note "The same in words.*"\n\n((?:(?:    .*)?\n)+)')
ITEM = re.compile(r"(?ms)^    \d+\. (.*?)(?=^    \d+\. |\Z)")
LINK = re.compile(r"\[([^]]*)\]\(([^)]*)\)")
YES = "**Yes:**"


@dataclass(frozen=True)
class Box:
    """A rectangle that is a link, and what stands in it."""

    lines: list[tuple[str, float, float]]
    link: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def text(self) -> str:
        """All that stands in it."""
        return " ".join(text for text, _, _ in self.lines)

    def holds(self, x: float, y: float) -> bool:
        """Is this point in it?"""
        return self.left < x < self.right and self.top < y < self.bottom


def lines(of: Tag) -> list[tuple[str, float, float]]:
    """The lines of text of a part of a drawing, with where they stand."""
    spans = of.find_all("tspan")
    return [(line.get_text(), float(str(line["x"])), float(str(line["y"]))) for line in spans]


def boxes(svg: Tag, url: str) -> list[Box]:
    """The boxes of a drawing on the page at this address, as one reads them."""
    found = []
    for link in svg.find_all("a"):
        left, top, wide, high = (float(link.rect[at]) for at in ("x", "y", "width", "height"))
        target = urljoin(url, str(link["href"]))
        found.append(Box(lines(link), target, left, top, left + wide, top + high))
    return sorted(found, key=lambda box: (box.top, box.left))


def said(markdown: str, page: str) -> tuple[str, set[str]]:
    """The plain words of Markdown, and the addresses that it links to."""
    links = {
        re.sub(r"\.md(?=#|$)", "/", urljoin(page, target)) for _, target in LINK.findall(markdown)
    }
    return " ".join(LINK.sub(r"\1", markdown).split()).rstrip("."), links


def disagreements(text: str, page: str) -> Iterator[str]:
    """What the drawing of a page says otherwise than its list: questions, tools, yes and no."""
    svg = BeautifulSoup(text, "html.parser").svg
    words = IN_WORDS.search(text)
    if svg is None or words is None:
        yield 'it has no box "The same in words" with a numbered list'
        return
    drawn = boxes(svg, page.removesuffix(".md") + "/")
    told = []
    for item in ITEM.findall(words[1]):
        question, has_answer, answer = item.partition(YES)
        told += [(question, True), (answer, False)] if has_answer else [(question, False)]
    if len(drawn) != len(told):
        yield f"{len(drawn)} boxes, and {len(told)} questions and answers in words"
    for box, (markdown, is_question) in zip(drawn, told, strict=False):
        plain, links = said(markdown, page)
        if not (box.text == plain if is_question else in_order(box.text, plain)):
            yield f"the box says: {box.text}; the list: {plain}"
        if box.link not in links:
            yield f"the box {box.text!r} leads to {box.link}; in the list it does not"
    yield from misplaced(svg, drawn)


def in_order(some: str, words: str) -> bool:
    """Do these words stand in a sentence, in this order?"""
    rest = iter(re.findall(r"[\w-]+", words.casefold()))
    return all(word in rest for word in re.findall(r"[\w-]+", some.casefold()))


def misplaced(svg: Tag, drawn: list[Box]) -> Iterator[str]:
    """Texts that stand outside of their boxes, and answers that lead to another box than theirs."""
    for box in drawn:
        for text, x, y in box.lines:
            if not box.holds(x, y):
                yield f"{text!r} stands outside of its box"
    answers = [one for label in svg.find_all("text", recursive=False) for one in lines(label)]
    questions = [(one, tool) for one, tool in pairwise(drawn) if one.top == tool.top]
    for one, tool in questions:
        below = next((box.top for box in drawn if box.top > one.bottom), one.bottom)
        right = [a for a, x, y in answers if one.right < x < tool.left and one.top < y < one.bottom]
        down = [a for a, x, y in answers if one.left < x < one.right and one.bottom < y < below]
        if (right, down) != (["yes"], ["no"]):
            yield f"at {one.text!r}: right {right}, down {down}"
    if len(answers) != 2 * len(questions):
        yield f"{len(answers)} answers to {len(questions)} questions"


def test_pages_have_drawings():
    assert PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_drawing_says_what_its_list_says(page):
    name = page.relative_to(DOCS).as_posix()
    text = page.read_text("utf-8")
    assert text.count("<svg") == 1, f"{name}: one drawing a page, with its list"
    fail(f"{name}: {what}" for what in disagreements(text, f"/{name}"))


BEFORE, AFTER = '<tspan x="292.5" y="433.5">pool of</tspan>', '<tspan x="292.5" y="450.5">'


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        (
            f"{AFTER}processes",
            f"{AFTER}threads",
            "the box says: pool of threads; the list: a pool of p",
        ),
        (
            "one thing after the other?</tspan>",
            "all at once?</tspan>",
            "the box says: Is it fast enough",
        ),
        (
            "4. Does it [mostly wait]",
            "4. Does it [never wait]",
            "Does it mostly wait?; the list: Does it",
        ),
        (
            'href="../../next/asyncio/"',
            'href="../../next/pools/"',
            "'asyncio' leads to /next/pools/",
        ),
        (
            "a [pool of threads](../next/pools.md)",
            "a [pool of threads](../next/asyncio.md)",
            "leads to",
        ),
        ('y="184">yes<', 'y="184">no<', "right ['no'], down ['no']"),
        ('y="157">no<', 'y="357">no<', "right ['yes'], down []"),
        ('x="292.5" y="194.5"', 'x="292.5" y="264"', "'asyncio' stands outside of its box"),
        ("    4. Does", "    5. Is it so? **Yes:** no.\n    4. Does", "13 boxes, and 15 questions"),
        ("The same in words", "In short", "has no box"),
        ("</svg>", '<text><tspan x="20" y="66">no</tspan></text></svg>', "down ['no', 'no']"),
    ],
)
def test_a_drawing_that_says_something_else_is_found(right, wrong, what):
    text = (DOCS / "choosing/which-tool.md").read_text("utf-8")
    assert text.count(right) == 1
    found = disagreements(text.replace(right, wrong), "/choosing/which-tool.md")
    assert what in "\n".join(found)
