"""What no program of a page has, a page says in figures on purpose or not at all.

`macOS keeps 63 bytes of it`: no test understands that, a digit is easily mistyped, and another
number seems as likely. So `figures.txt` has those that stand in a page's text and in none of its
programs, nor in what they print: whoever changes one is asked to look. In words it has all, from
four on: `up to thirty times` is not right since some program has a 30 for something else. (Of
versions of Python: `versions.txt`.)
"""

import re
from collections.abc import Collection
from pathlib import Path

from saying import line_at
from test_content import PAGES, prose, text_of
from test_counts import LEAST, VALUES
from test_prose import words_beside
from test_shown import as_listed

from docs import DOCS

LIST = Path(__file__).with_name("figures.txt")
FIGURE = re.compile(r"(?<![\w.,:/#-])(?!3\.\d)\d+(?:,\d{3})*(?:\.\d+)?(?![\w.]*\w)")
# Not said: a front matter, a comment, a drawing, where a link leads, an id, a list's number.
UNSAID = re.compile(
    r"\A---\n.*?\n---\n|<!--.*?-->|<svg.*?</svg>|(?<=\])\([^)\s]*\)|\{[^}\n]*\}"
    r"|^[ #]*\d+\. ",
    re.DOTALL | re.MULTILINE,
)
WORDS = {word: value for word, value in VALUES.items() if value >= LEAST}
WORDS |= {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6}
WORD = re.compile(rf"(?i)(?<![\w-])(?P<word>{'|'.join(WORDS)})s?(?![\w-])")

LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<to>[^)\s]*)\)")


def without_its_own(link: re.Match) -> str:
    """A link without the numbers that its address has, too: `[PEP 703](.../pep-0703/)`."""
    numbers = set(map(int, re.findall(r"\d+", link["to"])))
    return FIGURE.sub(
        lambda one: "" if one[0].isdigit() and int(one[0]) in numbers else one[0], link[0]
    )


def figures(text: str, known: Collection[str]) -> dict[str, int]:
    """The numbers of a page that are not known, with the first line of each."""
    said = LINK.sub(without_its_own, prose(text))
    said = UNSAID.sub(lambda unsaid: "\n" * unsaid[0].count("\n"), said)
    found: dict[str, int] = {}
    for figure in FIGURE.finditer(said):
        number = figure[0].replace(",", "")
        if number not in known:
            found.setdefault(number, line_at(said, figure.start()))
    for word in WORD.finditer(said):
        found.setdefault(word["word"].lower(), line_at(said, word.start()))
    return found


def size(one: str) -> float:
    """Of `63` or `thirty`."""
    return WORDS.get(one) or float(one)


def beside(text: str) -> set[str]:
    """The numbers of a page's programs and of what they print."""
    words = " ".join(words_beside(text)).replace("_", "")
    return set(re.findall(r"\d+", words))


def test_a_number_that_no_program_has_changes_on_purpose_or_not_at_all(record):
    now = {
        page.relative_to(DOCS).as_posix(): figures(text_of(page), beside(text_of(page)))
        for page in PAGES
    }
    why, new = "in its source, or in the program, whether that is so", "it was not said before"
    as_listed(LIST, now, record, why, size, new)


def test_a_number_that_stands_in_no_program_is_found():
    text = (
        "---\ntags:\n  - 7\n---\n# A { #a-8 }\n\n1. It has 15, macOS\n   [63 bytes](b.md#c-9) or\n"
        "90,000 in 0.5 s since 3.14, on `port 80`; 15 again. <!-- 4 --> UTF-8, 10.\n"
        "[PEP 703](https://peps.python.org/pep-0703/), [PEP 779](https://peps.python.org/pep-0703)\n"
    )
    found = {"15": 7, "63": 8, "90000": 9, "0.5": 9, "80": 9, "10": 9, "779": 10}
    assert figures(text, ()) == found
    assert figures(text, {"63", "90000"}) == {
        one: line for one, line in found.items() if one not in ("63", "90000")
    }
    assert not figures(f"```python\n{text}```\n", ())


def test_a_number_in_words_is_found_whatever_the_programs_have():
    text = "Two or three calls, up to thirty times.\nThirty-one in `ten`, a hundred, Hundreds.\n"
    assert figures(text, {"30", "100"}) == {"thirty": 1, "ten": 2, "hundred": 2}
    assert sorted(figures(text, ()), key=size) == ["ten", "thirty", "hundred"]
