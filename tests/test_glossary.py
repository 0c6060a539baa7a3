"""A term of the glossary leads to the section that teaches it.

Which one that is, its words tell: those of the term, and of what the glossary says of it. A section
of the page that has far more of them is the one that was meant.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from saying import fail, line_at
from test_content import PAGES, prose, text_of

from docs import DOCS
from tools.files import place

GLOSSARY = DOCS / "reference/glossary.md"
ENTRY = re.compile(
    r"(?m)^### (?P<term>.+?) <.+?>(?P<translated>.+)<.*\{ #(?P<id>.*) \}\n\n"
    r"(?P<says>.+?)(?P<see> See .+|$)"
)
LINK = re.compile(r"\]\((?:\.\./)?(?P<page>[\w/-]+\.md)(?:#(?P<id>[\w-]+))?\)")
SECTION = re.compile(r"(?m)^#+ .*\{ *#(?P<id>[\w-]+) *\} *$")
ENDING = re.compile(r"(?<=...)(?:ations?|ings?|i?e[ds]|e?s|e|y)$")
TERM = 3  # times as much as a word of its explanation
LEAST = 0.55  # of what the best section of the page has: a neighbor has it in three of ten cases
Words = frozenset[str]


def words(text: str) -> Words:
    """Its words without their endings, and without addresses of links."""
    text = re.sub(r"\]\([^)]*\)", "", text).replace("_", " ").lower()
    return frozenset(ENDING.sub("", word) for word in re.findall(r"[a-z]{3,}", text))


def sections(text: str) -> dict[str, Words]:
    """The words below each heading of a page; the first is that of the page itself."""
    said = prose(text)
    starts = list(SECTION.finditer(said))
    ends = [section.start() for section in starts[1:]] + [len(said)]
    parts = zip(starts, ends, strict=True)
    return {start["id"]: words(said[start.start() : end]) for start, end in parts}


def led_elsewhere(
    glossary: str, pages: Mapping[str, Mapping[str, Words]]
) -> Iterator[tuple[int, str]]:
    """Entries whose link leads to a section that has little of their words: line, and problem."""
    common = Counter(word for page in pages.values() for part in page.values() for word in part)
    most = sum(map(len, pages.values())) + 1

    def has(part: Words, term: Words, says: Words) -> float:
        weight = {word: math.log(most / (common[word] + 1)) for word in part & (term | says)}
        return sum(rare * (TERM if word in term else 1) for word, rare in weight.items())

    for entry in ENTRY.finditer(glossary):
        term, says = words(entry["term"]), words(entry["says"])
        for link in LINK.finditer(entry["see"]):
            page = pages.get(link["page"], {})
            found = {id: has(part, term, says) for id, part in page.items()}
            id = link["id"] or next(iter(found), "")
            if id in found and found[id] < LEAST * (best := max(found.values())):
                other = next(name for name, value in found.items() if value == best)
                line = line_at(glossary, entry.start())
                yield line, f"{entry['term']}: #{id} hardly speaks of it; #{other} there does"


def test_a_term_leads_to_the_section_that_speaks_of_it():
    if GLOSSARY not in PAGES:
        return  # small copies have none
    pages = {
        page.relative_to(DOCS).as_posix(): sections(text_of(page))
        for page in PAGES
        if page != GLOSSARY
    }
    found = led_elsewhere(text_of(GLOSSARY), pages)
    fail(f"{place(GLOSSARY)}:{line}: {problem}" for line, problem in found)


def same(glossary: str) -> Iterator[tuple[int, str]]:
    """Entries with the translation, or the explanation, of another one."""
    seen: dict[str, str] = {}
    for entry in ENTRY.finditer(glossary):
        for said in (entry["translated"], entry["says"].strip()):
            if seen.setdefault(said, entry["term"]) != entry["term"]:
                line = line_at(glossary, entry.start())
                yield line, f"{entry['term']}: {said!r} is what {seen[said]} is, too"


def translated_otherwise(glossary: str) -> Iterator[tuple[int, str]]:
    """Entries whose translation has nothing of that of a term that is in their own."""
    alone: dict[str, list[str]] = {}
    for entry in ENTRY.finditer(glossary):
        for name in filter(str.isalpha, entry["term"].split(", ")):
            alone |= dict.fromkeys(words(name), entry["translated"].split(" / "))
    for entry in ENTRY.finditer(glossary):
        for word in sorted(words(entry["term"]) & alone.keys()):
            if not any(name in entry["translated"] for name in alone[word]):
                line, known = line_at(glossary, entry.start()), " / ".join(alone[word])
                yield line, f"{entry['term']}: {entry['translated']!r} has nothing of {known!r}"


def test_no_two_terms_are_the_same():
    if GLOSSARY in PAGES:
        found = same(text_of(GLOSSARY))
        fail(f"{place(GLOSSARY)}:{line}: {problem}" for line, problem in found)


def test_a_term_is_translated_as_the_one_that_is_in_it():
    if GLOSSARY in PAGES:
        found = translated_otherwise(text_of(GLOSSARY))
        fail(f"{place(GLOSSARY)}:{line}: {problem}" for line, problem in found)


def test_a_term_that_is_translated_otherwise_is_found():
    pot = "### pot, jug <b>x / y</b> { #a }\n\nIt cooks.\n\n"
    tea = "### tea pots <b>zy</b> { #b }\n\nIt has tea.\n"
    assert not list(translated_otherwise(pot + tea))
    assert [line for line, _ in translated_otherwise(pot + tea.replace("y", ""))] == [5]
    assert not list(translated_otherwise(pot.replace("pot,", "pot or") + tea.replace("y", "")))


def test_a_term_that_is_another_one_is_found():
    lid, pot = (
        "### lid <b>x</b> { #a }\n\nIt closes.\n\n",
        "### pot <b>y</b> { #b }\n\nIt cooks.\n",
    )
    assert not list(same(lid + pot))
    assert [line for line, _ in same(lid + pot.replace("y", "x"))] == [5]
    assert [line for line, _ in same(lid + pot.replace("cooks", "closes"))] == [5]


def test_a_term_that_leads_to_another_section_is_found():
    def entry(link: str) -> str:
        return (
            f"# G {{ #g }}\n\n### lid <b>x</b> {{ #lid }}\n\nIt closes a pot. See [so]({link}).\n"
        )

    page = (
        "# Tea { #tea }\n\nTea is hot.\n\n## Pots { #pots }\n\nEach has a *lid*, which closes it.\n"
        "\n## Cups { #cups }\n\nA cup is small; see [pots](#lid).\n"
    )
    pages = {"tea.md": sections(page)}
    assert not list(led_elsewhere(entry("../tea.md#pots"), pages))
    assert [line for line, _ in led_elsewhere(entry("../tea.md#cups"), pages)] == [3]
    assert [line for line, _ in led_elsewhere(entry("../tea.md"), pages)] == [3]
