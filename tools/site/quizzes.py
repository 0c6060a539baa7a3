"""Questions with choices: a reader commits to one of them before the answer opens.

The author begins the box of a question with a task list, in which the right choice is ticked:

    ??? question "How many tickets can there be for that seat?"

        - [ ] One
        - [x] Two

        Both clerks can look before either books.

So it is a box of Material's, and reads as one in an editor; mkdocs-quiz has an element of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from markupsafe import Markup

from tools.site.build import Build
from tools.site.telling import Telling

BOX = re.compile(r'(?P<indent> *)\?\?\?\+? question "(?P<question>.+)"')
ITEM = re.compile(r"- \[(?P<tick>[ xX])\] *(?P<text>.*)")
INDENT = 4  # columns, of what is in a box
BUILT = re.compile(
    r'<details class="question">\s*<summary>(?P<question>.*?)</summary>\s*'
    r"<ul>\s*(?P<items>(?:<li>\[[ xX]\] .*?</li>\s*)+)</ul>\s*"
    r"(?P<answer>(?:(?!<details).)*?)</details>",
    re.DOTALL,
)
BUILT_ITEM = re.compile(r"<li>\[(?P<tick>[ xX])\] (?P<text>.*?)</li>", re.DOTALL)


@dataclass(frozen=True)
class Choice:
    """One of the choices: Markdown in a page's source, HTML on the page."""

    text: str
    right: bool


@dataclass(frozen=True)
class Quiz:
    """A question with its choices, and the line in which it stands."""

    line: int
    question: str
    choices: tuple[Choice, ...]
    answer: str = ""
    """Its first paragraph."""


def of(markdown: str) -> Iterator[Quiz]:
    """The questions of a page that have choices."""
    lines = markdown.splitlines()
    for number, line in enumerate(lines, 1):
        if (box := BOX.fullmatch(line)) and (choices := _choices(lines[number:], box["indent"])):
            answer = _answer(lines[number:], box["indent"])
            yield Quiz(number, box["question"], choices, answer)


def problems(quiz: Quiz) -> Iterator[str]:
    """What is wrong with a question, and what to do."""
    texts = [choice.text for choice in quiz.choices]
    if len(texts) < 2:
        yield "a question needs two choices or more, each a line: - [ ] text"
    if sum(choice.right for choice in quiz.choices) != 1:
        yield "tick one choice, the right one: - [x] text"
    for text in sorted({text for text in texts if texts.count(text) > 1}):
        yield f"a choice stands there twice: {text}"
    if "" in texts:
        yield "a choice has no text"
    if (said := begins_with(quiz)) and not said.right:
        yield f"the answer begins with a choice that is not ticked: {said.text}; tick the right one"


def begins_with(quiz: Quiz) -> Choice | None:
    """The choice with whose words the answer begins, if it does."""
    begun = [choice for choice in quiz.choices if words(quiz.answer).startswith(words(choice.text))]
    return max(begun, key=lambda choice: len(choice.text), default=None)


def words(markdown: str) -> str:
    """Its words alone, to compare: `two from the queue `."""
    return "".join(f"{word} " for word in re.findall(r"\w+", markdown.lower()))


def check(build: Build, page: str, markdown: str, skipped: int = 0) -> None:
    """Say what is wrong with the questions of a page, and where."""
    for quiz in of(markdown):
        for problem in problems(quiz):
            build.warn(page, quiz.line + skipped, problem)


def dressed(html: str, telling: Telling) -> str:
    """A page in which those who read it commit to a choice before the answer opens."""
    numbers = iter(range(1, html.count("<details") + 1))
    return BUILT.sub(lambda box: _dressed(box, next(numbers), telling), html)


def _dressed(box: re.Match, number: int, telling: Telling) -> Markup:
    items = BUILT_ITEM.finditer(box["items"])
    return telling.render(
        "quiz.j2",
        number=number,
        question=Markup(box["question"]),
        choices=[Choice(Markup(item["text"]), item["tick"] != " ") for item in items],
        answer=Markup(box["answer"]),
    )


def _choices(lines: list[str], indent: str) -> tuple[Choice, ...]:
    """The task list with which a box begins; none if it begins otherwise."""
    found: list[list[str]] = []
    for line in lines:
        text = line[len(indent) + INDENT :]
        if item := ITEM.fullmatch(text):
            found.append([item["tick"], item["text"].strip()])
        elif found and text.startswith("  "):  # the item goes on
            found[-1][1] += f" {text.strip()}"
        elif line.strip() or found:
            break
    return tuple(Choice(text, tick != " ") for tick, text in found)


def _answer(lines: list[str], indent: str) -> str:
    """The first paragraph of a box that is no list of choices; empty if there is none."""
    start = len(indent) + INDENT
    inside = takewhile(lambda line: not line.strip() or line[:start].isspace(), lines)
    paragraphs = re.split(r"\n\s*\n", "\n".join(line[start:] for line in inside))
    return next((text for text in paragraphs if text.strip() and not ITEM.match(text.strip())), "")
