"""How many there are, a page and a docstring say as the program beside them has it.

`Nine cooks are started`, says the text below a program, and one day it starts twelve. A number from
four on that stands before a word of the section's programs has to be in them, or in what they
print: written, or as the length of a list. (Two and three are everywhere, and prove nothing.)
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from parsed import tree_of
from saying import fail
from test_content import HEADING, PAGES, SNIPPETS, outside, source_of, text_of
from test_prose import WORDS

from docs import DOCS
from tools.examples import page as pages
from tools.examples.recording import recorded_run
from tools.examples.snippet import Snippet
from tools.files import place

TEENS = [f"{one}teen" for one in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
VALUES = {word: value for value, word in enumerate([*WORDS, "eleven", "twelve", *TEENS])}
VALUES |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
LEAST = 4
COUNT = re.compile(
    rf"(?i)(?<![\w.,`/-])(?P<count>{'|'.join(VALUES)}|\d+(?:,\d{{3}})*) "
    r"(?:of the |of |more |other )?(?P<what>[a-z]{3,})"
)
FIGURE = re.compile(r"(?<![\w.])\d[\d_,]*(?![\w.])")
# Of what is elsewhere, such as a machine that is made up, and what a reader may try.
NOT_THERE = {
    ("locks/broken_hundred_threads.py", "99 tickets"),  # of 100
    ("locks/databases.md", "eight modes"),
    ("measurements/programs.md", "eight cores"),
    ("next/asyncio-further.md", "32 workers"),
    ("next/pools.md", "64 threads"),
    ("practice/mend.md", "ten bytes"),
    ("threads/tcp-server.md", "five clients"),
}


def value(word: str) -> int:
    """Of `1,000` or `Nine`."""
    return VALUES.get(word.lower()) or int(re.sub(r"\D", "", word) or 0)


def singular(word: str) -> str:
    """Near enough, of a noun: `cooks` and `cook` are one."""
    return word.lower().removesuffix("s")


class Facts:
    """The numbers and the words that programs have, without their docstrings and comments."""

    def __init__(self, numbers: Iterable[int] = (), words: Iterable[str] = ()):
        self.numbers, self.words = set(numbers), set(words)

    def add(self, text: str) -> None:
        """Take what a text has: code, or what was printed."""
        words = re.findall(r"[a-z]+", text.lower())
        self.numbers |= {value(figure) for figure in FIGURE.findall(text)}
        self.numbers |= {VALUES[word] for word in words if word in VALUES}
        self.words |= set(map(singular, words))


@cache
def facts(snippet: Snippet) -> Facts:
    """Those of one program; none of one that cannot be read: another test says so."""
    return of_code(source_of(snippet))


def of_all(programs: list[Snippet]) -> Facts:
    """Those of some programs together."""
    known = Facts()
    for program in programs:
        known.numbers |= facts(program).numbers
        known.words |= facts(program).words
    return known


def of_code(source: str) -> Facts:
    """The numbers in a program, the lengths of what it lists, and its words."""
    tree, found = tree_of(source), Facts()
    if ast.get_docstring(tree):
        del tree.body[0]
    for node in ast.walk(tree):
        match node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Dict(keys=parts):
                found.numbers.add(len(parts))
            case ast.Call(args=[ast.Constant(value=int(a)), ast.Constant(value=int(b))]):
                found.numbers.add(b - a)  # of range(1, 6)
            case ast.Constant(value=str(text)):
                found.numbers.add(len(text.split()))
    found.add(ast.unparse(tree))
    return found


def miscounted(text: str, known: Facts) -> Iterator[str]:
    """Numbers of things that the programs have, and which none of them has."""
    for count in COUNT.finditer(text):
        number = value(count["count"])
        is_there = number < LEAST or number in known.numbers
        if not is_there and singular(count["what"]) in known.words:
            yield count[0]


def sections(text: str) -> Iterator[tuple[int, str, list[Snippet]]]:
    """The parts of a page: the line of each heading, what is said below it, its programs."""
    said = outside(text)
    starts = [number for number, line in said if HEADING.match(line)]
    shown = [one for one in pages.shown(text) if one.snippet.path.is_file()]
    for start, end in zip(starts, [*starts[1:], text.count("\n") + 2], strict=True):
        words = " ".join(line.strip() for number, line in said if start <= number < end)
        yield start, words, [one.snippet for one in shown if start <= one.fence.line < end]


def test_a_page_counts_as_its_programs_do():
    found = []
    for page in PAGES:
        name = page.relative_to(DOCS).as_posix()
        for line, text, programs in sections(text_of(page)):
            if not COUNT.search(text) or not any(miscounted(text, known := of_all(programs))):
                continue  # so what is printed need not be read
            for run in filter(None, map(recorded_run, programs)):
                known.add(f"{run.stdout}\n{run.stderr}")
            found += [
                f"{place(page)}:{line}: {count!r} is said below this heading, and no program there "
                "has that number; mend one of them (of what is elsewhere: NOT_THERE in "
                "tests/test_counts.py)"
                for count in miscounted(text, known)
                if (name, count) not in NOT_THERE
            ]
    fail(found)


def test_a_docstring_counts_as_its_program_does():
    fail(
        f"snippets/{snippet.name}:1: {count!r} is said, and the program has no such number"
        for snippet in SNIPPETS
        for count in miscounted(docstring(snippet), facts(snippet))
        if (snippet.name, count) not in NOT_THERE
    )


def docstring(snippet: Snippet) -> str:
    return ast.get_docstring(tree_of(source_of(snippet))) or ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Nine cooks wait.", ["Nine cooks"]),
        ("1,000 of the dishes", ["1,000 of the dishes"]),
        ("Twelve cooks, five dishes, 4 more cooks, seven cooks", []),
        ("Three cooks, nine guests, 3.11 cooks", []),
        ("`9 cooks`, gh-9 cooks", []),
    ],
)
def test_a_number_that_no_program_has_is_found(text, wrong):
    source = (
        '"""Nine cooks."""\n\ncooks = [Cook(dish) for dish in "a b c d e".split()]\n'
        "start(cooks, 12)  # nine\ncook(dishes, 2, (4, 4, 4, 4), range(1, 8))\n"
    )
    assert list(miscounted(text, of_code(source))) == wrong
