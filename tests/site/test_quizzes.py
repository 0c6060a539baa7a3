"""`tools.site.quizzes`: questions with choices, in a page's source and on the page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from saying import fail

from docs import DOCS, MOVED
from tools.examples import page as pages
from tools.examples.recording import digest
from tools.files import place
from tools.site import quizzes
from tools.site.quizzes import Choice, Quiz
from tools.site.telling import Telling

CHAPTERS = ("threads", "locks", "gil", "processes", "next", "choosing")
GOOD = """# Tea { #tea }

??? question "How `hot` is it?"

    - [ ] Cold, as
      it was
    - [x] `Hot`

    It was on the stove.

    - one
    - two

More.
"""
QUIZ = Quiz(
    3,
    "How `hot` is it?",
    (Choice("Cold, as it was", False), Choice("`Hot`", True)),
    "It was on the stove.",
)


def rendered(markdown: str) -> str:
    known = ["pymdownx.details", "pymdownx.superfences", "attr_list", "tables"]
    return quizzes.dressed(Markdown(extensions=known).convert(markdown), Telling("en"))


def test_the_choices_of_a_question_are_read_with_their_line():
    assert list(quizzes.of(GOOD)) == [QUIZ]


def test_a_question_without_choices_stays_as_it_is():
    plain = GOOD.replace("- [ ] ", "- ").replace("- [x] ", "- ")
    assert not list(quizzes.of(plain))
    assert "fieldset" not in rendered(plain)


@pytest.mark.parametrize(
    ("choices", "problem"),
    [
        ("- [x] a", "two choices or more"),
        ("- [ ] a\n    - [ ] b", "tick one choice"),
        ("- [x] a\n    - [x] b", "tick one choice"),
        ("- [x] a\n    - [ ] b\n    - [ ] a", "a choice stands there twice: a"),
        ("- [x] a\n    - [ ]", "no text"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(choices, problem):
    (quiz,) = quizzes.of(f'??? question "How?"\n\n    {choices}\n\n    So.\n')
    assert any(problem in said for said in quizzes.problems(quiz))


@pytest.mark.parametrize(
    ("answer", "problems"),
    [
        ("`Hot`, or rather boiling.", []),
        ("It was on the stove.", []),
        ("Cold, as\n    it was: nobody lit\n    it.", ["Cold, as it was"]),
    ],
)
def test_an_answer_does_not_begin_with_another_choice_than_the_ticked(answer, problems):
    (quiz,) = quizzes.of(GOOD.replace("It was on the stove.", answer))
    said = [f"the answer begins with a choice that is not ticked: {one}; tick" for one in problems]
    assert [one.partition(" the right one")[0] for one in quizzes.problems(quiz)] == said


SMALL = {
    *("a", "an", "and", "as", "at", "but", "by", "for", "from", "had", "has", "have", "if", "in"),
    *(
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "on",
        "one",
        "or",
        "so",
        "that",
        "the",
        "their",
        "them",
    ),
    *("then", "there", "they", "this", "to", "when", "which", "who", "with"),
}


def stems(text: str) -> set[str]:
    """How the words of a text begin that say something."""
    return {word[:5] for word in re.findall(r"[a-z0-9_]+", text.lower()) if word not in SMALL}


def told_instead(quiz: Quiz) -> list[str]:
    """Choices of which the answer's first clause has two words more than of the one ticked."""
    first = stems(re.split(r"(?<=[.?!:;]) ", " ".join(quiz.answer.split()))[0])

    def shared(choice: Choice) -> int:
        others = (stems(other.text) for other in quiz.choices if other is not choice)
        return len(first & stems(choice.text).difference(*others))

    ticked = max((shared(choice) for choice in quiz.choices if choice.right), default=0)
    return [one.text for one in quiz.choices if not one.right and shared(one) > ticked + 1]


def test_an_answer_tells_of_the_choice_that_is_ticked():
    fail(
        f"{place(page)}:{quiz.line}: the answer begins with words of {choice!r}, which is not "
        "ticked; tick it, or begin with what is right"
        for page in pages.every_page(DOCS)
        for quiz in quizzes.of(page.read_text("utf-8"))
        for choice in told_instead(quiz)
    )


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
A_NUMBER = re.compile(rf"(?i)\b(?:\d[\d,]*|{'|'.join(NUMBERS)})\b")


def numbers(text: str) -> list[str]:
    """The numbers of a text, by their digits: `Two` is `2`."""
    found = (one.lower().replace(",", "") for one in A_NUMBER.findall(text))
    return [str(NUMBERS.index(one) + 1) if one in NUMBERS else one for one in found]


def not_told(quiz: Quiz) -> list[str]:
    """Numbers of a ticked choice that begins with one, which the answer begins without."""
    told = numbers(re.split(r"(?<=[.?!]) ", " ".join(quiz.answer.split()))[0])
    right = next((choice.text for choice in quiz.choices if choice.right), "")
    return [one for one in numbers(right) if A_NUMBER.match(right) and one not in told]


def test_an_answer_begins_with_the_number_that_is_ticked():
    fail(
        f"{place(page)}:{quiz.line}: {number} is ticked, and the answer's first sentence does not "
        "say it; tick what is right, or say it there"
        for page in pages.every_page(DOCS)
        for quiz in quizzes.of(page.read_text("utf-8"))
        for number in not_told(quiz)
    )


def test_another_number_in_the_answer_than_the_one_that_is_ticked_is_found():
    def told(right: str, answer: str) -> list[str]:
        return not_told(Quiz(1, "How many?", (Choice(right, True), Choice("1", False)), answer))

    assert told("2", "It returns 3. Both 2 are alive.") == ["2"]
    assert told("Two or 1,000", "Two, or 100, or more.") == ["1000"]
    assert not told("2", "It returns two.") + told("2 or 1", "1, or 2.")
    assert not told("The two that wait", "Only this pair.")


def test_a_tick_beside_another_choice_than_the_answer_tells_is_found():
    answer = "Only the pair that computes hashes: the others share a core."
    for ticked, found in ((0, []), (1, ["The two that compute hashes"])):
        texts = "The two that compute hashes", "All three: a core each"
        choices = [Choice(text, at == ticked) for at, text in enumerate(texts)]
        assert told_instead(Quiz(1, "Which?", tuple(choices), answer)) == found


def test_a_page_shows_the_choices_and_keeps_the_answer_folded():
    quiz = BeautifulSoup(rendered(GOOD), "html.parser").select_one("fieldset.quiz")
    assert quiz.legend.get_text() == "How hot is it?"
    assert [" ".join(li.get_text().split()) for li in quiz.select("li label")] == [
        "Cold, as it was",
        "Hot",
    ]
    assert [bool(li.get("data-right")) for li in quiz.select(".quiz-choices > li")] == [False, True]
    assert {tag["name"] for tag in quiz.select("input[type=radio]")} == {"quiz-1"}
    answer = quiz.select_one("details")
    assert not answer.has_attr("open")
    assert "It was on the stove." in answer.get_text()
    assert answer.select_one(".quiz-right b").get_text() == "Hot"


@pytest.mark.parametrize(
    "page", pages.every_page(DOCS), ids=lambda page: page.relative_to(DOCS).as_posix()
)
def test_the_questions_of_every_page(page):
    """What is wrong is said with its line; and one who builds the page sees as many choices."""
    text = page.read_text("utf-8")
    asked = list(quizzes.of(text))
    fail(f"{place(page)}:{quiz.line}: {p}" for quiz in asked for p in quizzes.problems(quiz))
    shown = BeautifulSoup(rendered(text), "html.parser").select("fieldset.quiz")
    for quiz, html in zip(asked, shown, strict=True):
        if len(html.select("li input")) != len(quiz.choices) or not html.select("details p + p"):
            fail(
                [f"{place(page)}:{quiz.line}: choices or answer are no more than a list on a page"]
            )


TICKED = Path(__file__).with_name("ticked.txt")


def asked(page: str, markdown: str) -> Iterator[tuple[int, str]]:
    """Of each question its line, and a digest of it and of its choices, with what is ticked."""
    for quiz in quizzes.of(markdown):
        texts = [quiz.question, *(f"{choice.right} {choice.text}" for choice in quiz.choices)]
        right = " / ".join(choice.text for choice in quiz.choices if choice.right)
        yield quiz.line, f"{page}: {digest(*map(quizzes.words, texts))} {right}"


def test_another_question_choice_or_tick_is_found():
    (kept,) = asked("tea.md", GOOD)
    assert kept[0] == 3
    assert kept[1].startswith("tea.md: ")
    assert kept[1].endswith(" `Hot`")
    for other in (("# Tea", "# Pot"), ("on the stove", "hot"), ("Cold, as\n     ", "Cold as")):
        assert list(asked("tea.md", GOOD.replace(*other))) == [kept]
    flipped = GOOD.replace("[x]", "[ ]").replace("[ ] Cold", "[x] Cold")
    for other in (flipped, GOOD.replace("How", "Why"), GOOD.replace("Cold", "Warm")):
        assert list(asked("tea.md", other)) != [kept]


def test_what_is_asked_changes_on_purpose_or_not_at_all(record):
    """No test understands a question: who words it anew, or gives it a choice, looks again."""
    now = {
        said: f"{place(page)}:{line}"
        for page in pages.every_page(DOCS)
        for line, said in asked(page.relative_to(DOCS).as_posix(), page.read_text("utf-8"))
    }
    if record:
        TICKED.write_text("".join(f"{said}\n" for said in now), "utf-8")
    kept = (line.partition(": ") for line in TICKED.read_text("utf-8").splitlines())
    then = {f"{MOVED.get(page, page)}: {what}" for page, _, what in kept}
    do = "then run: pytest tests --record"
    fail(
        f"{where}: the question or a choice is new: is what is ticked right, and nothing else? {do}"
        for said, where in now.items()
        if said not in then
    )
    fail(f"{place(TICKED)}:1: no page asks that: {said}; {do}" for said in then - now.keys())


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_pages_of_a_chapter_ask_something(chapter):
    found = [
        f"{place(page)}:1: no question has choices: begin its box with - [ ] and - [x]"
        for page in sorted((DOCS / chapter).glob("*.md"))
        if not list(quizzes.of(page.read_text("utf-8")))
    ]
    fail(found)
