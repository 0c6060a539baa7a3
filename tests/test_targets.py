"""A link to a section of another page leads to the one that is meant.

Any id that exists satisfies the build; one that was copied along with its line is such a slip. What
is meant, the words of the link tell, and those of its sentence: the section has to have a part of
what the section of that page has that has most of them. Code counts, in its text and its programs.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from saying import fail, line_at
from test_content import PAGES, source_of, text_of
from test_glossary import SECTION, TERM, Words, words

from docs import AT, DOCS, led_to
from tools.examples import page as pages

LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\((?P<page>[^)\s#]+\.md)#(?P<id>[\w-]+)\)")
CODE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+|\w*_\w+|\w+[a-z][A-Z]\w*")
BEGINS, ENDS = ("\n\n", ". ", ": ", "? ", "- "), ("\n\n", ". ", ".\n", ": ")
LEAST = 0.2  # of what the best section has: twice that would refuse links that are right
# Pages that are about all the others, or have a line of each.
OF_ALL = {"reference/glossary.md", "reference/notes-and-today.md"}
Sections = Mapping[str, Words]


def said(text: str) -> Words:
    """Its words, and its names of code, whole."""
    return words(text) | frozenset(CODE.findall(re.sub(r"\]\([^)]*\)", "", text)))


def sections(text: str) -> dict[str, Words]:
    """What is said below each heading of a page, in its id and in the programs there."""
    starts = list(SECTION.finditer(text))
    programs = [(one.fence.line, one.snippet) for one in pages.shown(text)]
    found = {}
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        end = after.start() if after else len(text)
        here = range(line_at(text, start.start()), line_at(text, end) + 1)
        shown = [source_of(snippet) for line, snippet in programs if line in here]
        own = [start["id"].replace("-", " "), text[start.start() : end], *shown]
        found[start["id"]] = said("\n".join(own))
    return found


def sentence(text: str, link: re.Match) -> str:
    """What stands around a link."""
    begin = max(text.rfind(mark, 0, link.start()) + len(mark) for mark in BEGINS)
    ends = [text.find(mark, link.end()) for mark in ENDS]
    return text[begin : min((end for end in ends if end >= 0), default=len(text))]


def weights(every: Iterable[Sections]) -> dict[str, float]:
    """How much each word tells: what few sections say, tells most."""
    said = [part for page in every for part in page.values()]
    common = Counter(word for part in said for word in part)
    return {word: math.log((len(said) + 1) / (often + 1)) for word, often in common.items()}


def led_elsewhere(
    name: str,
    text: str,
    every: Mapping[str, Sections],
    titles: Mapping[str, Words],
    weight: Mapping[str, float],
) -> Iterator[tuple[int, str]]:
    """Links of a page to sections that have hardly any of their words: line, and problem."""
    for link in LINK.finditer(text):
        to = led_to(name, link["page"])
        called = said(link["text"])
        in_table = text[text.rfind("\n", 0, link.start()) + 1 :].startswith("|")
        if in_table or to in {name, *OF_ALL} or link["id"] not in every.get(to, {}):
            continue
        if called <= titles[to]:
            continue  # it is called what the whole page is called
        asked = called | said(sentence(text, link))
        has = {
            id: sum(weight[word] * (TERM if word in called else 1) for word in part & asked)
            for id, part in every[to].items()
        }
        best = max(has, key=lambda id: has[id])
        if has[link["id"]] < LEAST * has[best]:
            leads = f"leads to #{link['id']} of {to}, which hardly speaks of that"
            yield (
                line_at(text, link.start()),
                f"{' '.join(link['text'].split())!r} {leads}; #{best} there does",
            )


def title(text: str) -> Words:
    """What a page is called."""
    return said(next(iter(re.findall(r"(?m)^# (.*?)(?: *\{.*)?$", text)), ""))


def test_a_link_leads_to_the_section_that_speaks_of_it():
    texts = {page.relative_to(DOCS).as_posix(): text_of(page) for page in PAGES}
    every = {name: sections(text) for name, text in texts.items()}
    titles = {name: title(text) for name, text in texts.items()}
    weight = weights(every.values())
    fail(
        f"{AT}/{name}:{line}: {problem}"
        for name, text in texts.items()
        if name not in OF_ALL
        for line, problem in led_elsewhere(name, text, every, titles, weight)
    )


def test_a_link_that_leads_to_another_section_is_found():
    tea = (
        "# Tea { #tea }\n\nTea is hot.\n\n## Pots { #pots }\n\nEach pot has a `pot.lid`, and is "
        "warm.\n\n## Cups { #cups }\n\nA cup is small.\n"
    )
    every = {"a/tea.md": sections(tea), "b/coffee.md": {}}
    titles, weight = {"a/tea.md": title(tea)}, weights(every.values())

    def found(link: str) -> list[int]:
        text = f"# C {{ #c }}\n\nOne word. {link} here.\n"
        return [line for line, _ in led_elsewhere("b/coffee.md", text, every, titles, weight)]

    assert found("A [`pot.lid`](../a/tea.md#cups)") == found("[Warm](../a/tea.md#tea) it") == [3]
    assert not found("A [`pot.lid`](../a/tea.md#pots)")
    assert not found("See [Tea](../a/tea.md#cups)")  # the page's own name
    assert not found("A [`pot.lid`](../a/tea.md#lids)")  # no such id: the build tells
    assert not found("A [coffee](../a/tea.md#cups)")  # nothing there has that word
