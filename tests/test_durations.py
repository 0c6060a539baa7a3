"""How long something takes, a page and a docstring say as the program beside them has it.

`The cook needs a quarter of a second`, says the text above a program, and one day it sleeps for
half of one. A duration is in seconds, or in milliseconds, a number of the section's programs, of
what they print, or their limit. (A second and an hour may be no duration: a second cook.)
"""

import ast
import re
from collections.abc import Collection, Iterator
from contextlib import suppress

import pytest
from parsed import tree_of
from saying import fail
from test_content import PAGES, SNIPPETS, source_of, text_of
from test_counts import VALUES, docstring, sections
from test_prose import SENTENCE

from docs import DOCS
from tools.examples.outcome import BadOutcome, outcome_of
from tools.examples.recording import recorded_run
from tools.examples.snippet import Snippet
from tools.files import place

UNITS = {"second": 1.0, "s": 1.0, "ms": 1e-3, "µs": 1e-6, "minute": 60.0, "hour": 3600.0}
UNITS |= {"millisecond": 1e-3, "microsecond": 1e-6}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "hundredth": 100}
ONE = ("an", "a", "one")
SOME = rf"{'|'.join([*VALUES, *ONE])}|\d+(?:,\d{{3}})*(?:\.\d+)?"
DURATION = re.compile(
    rf"(?i)(?<![\w.,`/-])(?:(?:(?P<many>{SOME}) )?(?P<part>{'|'.join(PARTS)})s? (?:of )?an? "
    rf"(?P<whole>{'|'.join(UNITS)})|(?P<count>{SOME}) (?P<unit>{'|'.join(UNITS)})s?)\b"
)
FIGURE = re.compile(r"(?<![\w.])\d[\d_,]*(?:\.\d+)?(?![\w.])")
ELSEWHERE = re.compile(r"\]\(http|by default")  # a sentence that names its source, or a default
# Of a client that no program here has, and of a user who thinks.
NOT_THERE = {("beyond/kafka.md", "five seconds"), ("locks/databases.md", "ten minutes")}


def seconds(found: re.Match) -> float:
    """Of `a quarter of a second`, `two tenths of a second`, `50 ms`."""

    def number(word: str) -> float:
        named = 1 if word.lower() in ONE else VALUES.get(word.lower())
        return float(word.replace(",", "")) if named is None else named

    if found["part"]:
        many = number(found["many"] or "one")
        return many / PARTS[found["part"].lower()] * UNITS[found["whole"].lower()]
    return number(found["count"]) * UNITS[found["unit"].lower()]


def figures(text: str) -> set[float]:
    """The numbers that are written in a text."""
    return {float(re.sub("[_,]", "", figure)) for figure in FIGURE.findall(text)}


def of_code(source: str) -> set[float]:
    """The numbers of a program, without those of its docstring and its comments."""
    tree = tree_of(source)
    if ast.get_docstring(tree):
        del tree.body[0]
    return figures(ast.unparse(tree))


def of_all(programs: Collection[Snippet]) -> set[float]:
    """Those of programs, of what they print, and their limits."""
    known: set[float] = set()
    for program in programs:
        known |= of_code(source_of(program))
        if run := recorded_run(program):
            known |= figures(f"{run.stdout}\n{run.stderr}")
        with suppress(BadOutcome):  # another test says so
            known.add(outcome_of(program).limit)
    return known


def mistimed(text: str, known: Collection[float]) -> Iterator[str]:
    """Durations that no number of the programs is, in seconds or in milliseconds."""
    for sentence in SENTENCE.split(text):
        if ELSEWHERE.search(sentence):
            continue
        there = {
            *known,
            *(number for code in sentence.split("`")[1::2] for number in figures(code)),
        }
        for found in DURATION.finditer(sentence):
            is_plain = not found["part"] and found["count"].lower() in ONE
            size = seconds(found)
            near = (
                abs(size * unit - one) < 1e-9 + 1e-6 * one for one in there for unit in (1, 1e3)
            )
            if not is_plain and not any(near):
                yield found[0]


def test_a_page_says_how_long_its_programs_take():
    found = []
    for page in PAGES:
        name = page.relative_to(DOCS).as_posix()
        for line, text, programs in sections(text_of(page)):
            if not programs or not any(mistimed(text, ())):
                continue  # so the programs need not be read
            found += [
                f"{place(page)}:{line}: {duration!r} is said below this heading, and no program "
                "there has that number; mend one of them (of what is elsewhere: NOT_THERE in "
                "tests/test_durations.py)"
                for duration in mistimed(text, of_all(programs))
                if (name, duration) not in NOT_THERE
            ]
    fail(found)


def test_a_docstring_says_how_long_its_program_takes():
    fail(
        f"snippets/{snippet.name}:1: {duration!r} is said, and the program has no such number"
        for snippet in SNIPPETS
        if any(mistimed(docstring(snippet), ()))
        for duration in mistimed(docstring(snippet), of_all([snippet]))
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The cook needs a quarter of a second, then 50 ms, then two tenths of a second.", []),
        ("The cook needs half a second.", ["half a second"]),
        ("It sleeps for 60 ms, and waits four seconds.", ["60 ms", "four seconds"]),
        ("After a quarter of an hour, `sleep(900)` is over. A quarter of an hour.", 1),
        ("It waits [five seconds](https://a.example). It waits five minutes by default.", []),
        ("A second cook sleeps for one second; the third minute, an hour later.", []),
        ("It takes 1,500 ms, or 1.5 s, and is stopped after ten seconds.", []),
    ],
)
def test_a_duration_that_no_program_has_is_found(text, wrong):
    source = '"""Half a second."""\n\nsleep(0.25)  # 0.06\nsleep(0.05)\nwait(0.2, 1.5)\n'
    found = list(mistimed(text, of_code(source) | {10.0}))
    assert found == wrong if isinstance(wrong, list) else len(found) == wrong
