"""`tools.site.quizzes`: questions with choices, in a page's source and on the page."""

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from saying import fail

from docs import DOCS
from tools.examples import page as pages
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


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_pages_of_a_chapter_ask_something(chapter):
    found = [
        f"{place(page)}:1: no question has choices: begin its box with - [ ] and - [x]"
        for page in sorted((DOCS / chapter).glob("*.md"))
        if not list(quizzes.of(page.read_text("utf-8")))
    ]
    fail(found)
