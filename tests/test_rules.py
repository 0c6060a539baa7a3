"""A page's rule and the line that shortens it say the same: `rules.txt` has what both were.

The line stands in practice/summary.md and at the end of the page. No test understands whether it
still says what the rule says; so whoever words one of them anew is asked to read the other. And so
is whoever explains a term of the glossary anew, to read the section that teaches it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from saying import fail, line_at
from test_content import text_of
from test_glossary import ENTRY, GLOSSARY
from test_shown import kept

from docs import DOCS, MOVED, NAV
from tools.examples.recording import digest
from tools.files import place
from tools.site import quizzes
from tools.site.page_end import SUMMARY

LIST = Path(__file__).with_name("rules.txt")
RULE = re.compile(r'(?m)^( *)!!! success "The rule"\n(?P<says>(?:\1 {4}.*\n|\n)+)')
SHORT = re.compile(r"(?m)^- \[[^\]]+\]\(\.\./(?P<page>[\w/-]+\.md)\)(?P<says>.*\n(?:  .*\n)*)")


def of_words(text: str) -> str:
    """A digest of a text's words: where a line or a sentence is broken does not count."""
    return digest(*quizzes.words(text).split())


def both(page: str, summary: str, name: str) -> str:
    """What the rules of a page say, and what its lines in the summary say."""
    rules = "".join(f"{rule['says']}\n" for rule in RULE.finditer(f"{page}\n"))
    lines = "".join(one["says"] for one in SHORT.finditer(summary) if one["page"] == name)
    return f"{of_words(rules)} {of_words(lines)}"


def terms(glossary: str) -> Iterator[tuple[str, int, str]]:
    """How each term is explained: its name, its line, a digest of the words and the translation."""
    for entry in ENTRY.finditer(glossary):
        said = digest(*quizzes.words(entry["says"]).split(), entry["translated"])
        yield f"term {entry['id']}", line_at(glossary, entry.start()), said


def test_what_is_said_twice_is_worded_together(record):
    summary, glossary = text_of(DOCS / SUMMARY), text_of(GLOSSARY)
    lines = {one["page"]: line_at(summary, one.start()) for one in SHORT.finditer(summary)}
    now = {name: both(text_of(DOCS / name), summary, name) for name in lines}
    asked = {
        name: f"{place(DOCS / SUMMARY)}:{line}: see whether this line still says the rule of "
        f"{name}: one of the two was reworded"
        for name, line in lines.items()
    }
    for name, line, words in terms(glossary):
        now[name] = words
        asked[name] = (
            f"{place(GLOSSARY)}:{line}: see whether the section to which {name} leads says so, and "
            "its programs: it was explained, or translated, in other words"
        )
    if record:
        LIST.write_text("".join(f"{name}: {what}\n" for name, what in now.items()), "utf-8")
    then = kept(LIST.read_text("utf-8"), MOVED)
    fail(
        f"{what}; then run: pytest tests --record"
        for name, what in asked.items()
        if then.get(name) != [now[name]]
    )


def out_of_turn(pages: list[str], order: list[str]) -> list[str]:
    """Pages that stand before one which the navigation has first."""
    places = [order.index(page) for page in pages]
    return [
        page for page, (here, after) in zip(pages, pairwise(places), strict=False) if here > after
    ]


def test_the_rules_stand_in_the_order_of_the_navigation():
    pages = [one["page"] for one in SHORT.finditer(text_of(DOCS / SUMMARY))]
    fail(
        f"{place(DOCS / SUMMARY)}: {page} comes later in mkdocs.yml: nav; move its line"
        for page in out_of_turn(pages, [page for _, page in NAV])
    )
    assert out_of_turn(["b.md", "a.md", "c.md"], ["a.md", "b.md", "c.md"]) == ["b.md"]


PAGE = '# Tea\n\n!!! success "The rule"\n\n    Warm the pot,\n    then brew.\n\nMore.\n'
LINES = (
    "- [Pot](../pot.md): no.\n- [Tea](../tea.md): warm,\n  then brew.\n- [Cup](../cup.md) One.\n"
)


def test_a_rule_that_is_worded_anew_is_found():
    before = both(PAGE, LINES, "tea.md")
    assert before == both(PAGE.replace(",\n    then", "\n    then"), LINES, "tea.md")
    assert before == both(PAGE.replace("More", "Less"), LINES.replace("no.", "yes."), "tea.md")
    assert before != both(PAGE.replace("then", "and"), LINES, "tea.md")
    assert before != both(PAGE, LINES.replace("brew.", "pour."), "tea.md")
    again = '=== "Pot"\n\n    !!! success "The rule"\n\n        Pour.\n'
    assert before != both(PAGE + again, LINES, "tea.md")


def test_a_term_that_is_explained_anew_is_found():
    text = "# G\n\n### lid <b>x</b> { #a-lid }\n\nIt closes a pot. See [so](../tea.md#lid).\n"
    ((name, line, words),) = terms(text)
    assert (name, line) == ("term a-lid", 3)
    assert list(terms(text.replace("tea.md", "pot.md"))) == [(name, line, words)]
    assert list(terms(text.replace("<b>x", "<b>y"))) != [(name, line, words)]
    assert list(terms(text.replace("closes", "opens"))) != [(name, line, words)]
