"""What links say, and where they lead: to the page or section that has these words."""

import pkgutil
import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

import pytest
from saying import fail, line_at
from test_content import NOT_SEARCHED, PAGES, SNIPPETS, prose, text_of

from docs import AT, DOCS, led_to
from tools.files import place
from tools.site.claims import headings

LABEL = re.compile(
    r"(?<!!)\[(?P<says>[^\[\]`]+)\]\((?P<file>[^)\s:#]+\.md)?(?:#(?P<id>[^)\s]+))?\)"
)
TITLE = re.compile(r"(?m)^# (.+?)(?: *\{.*)?$")
# Their headings are the titles and the words of other pages.
REPEATING = NOT_SEARCHED | {"reference/glossary.md"}
MOST = 3  # pages with a word in their titles, for the word to stand for one of them
Words = frozenset[str]


def words(text: str) -> Words:
    """Of a title, a file's name or an id: its words, without articles and marks."""
    return frozenset(re.findall(r"\w+", text.replace("-", " ").lower())) - {"a", "an", "the"}


class Page:
    """What a page and its sections are called: by titles, and by the file's name and by ids."""

    def __init__(self, name: str, text: str):
        self.prose = prose(text)
        title = TITLE.search(self.prose)
        self.title = words(title[1]) if title else Words()
        self.titles = {id: words(said) for id, said in headings(self.prose).items()}
        self.names = {self.title, words(posixpath.basename(name).removesuffix(".md"))}
        self.parts = {*self.titles.values(), *map(words, self.titles)}
        self.repeats = name in REPEATING

    def has(self, label: Words) -> bool:
        """Is it, or a section of it, called so, in more words or less?"""
        return any(label <= known or known <= label for known in self.names | self.parts if known)


def led_astray(name: str, pages: Mapping[str, Page]) -> Iterator[tuple[int, str]]:
    """Links of a page that are called like another page or section than theirs; and like which."""
    here = pages[name]
    for link in LABEL.finditer(here.prose):
        target = led_to(name, link["file"] or "")
        label, capital = words(link["says"]), link["says"][0].isupper()
        if target not in pages or not label:
            continue
        meant = other_page(label, capital, pages, target)
        meant = meant or other_section(label, capital, pages[target], link["id"])
        if meant:
            yield (
                line_at(here.prose, link.start()),
                f"{link[0]} is called like {meant}; let it lead there, or call it otherwise",
            )


def other_page(label: Words, capital: bool, pages: Mapping[str, Page], target: str) -> str:
    """The pages that a label names, if the target is none of them; empty if there are none.

    In the middle of a sentence words are just words, unless they are a whole title or file's name.
    What begins with a capital letter quotes a title, or a part of it, or a heading of two words or
    more.
    """
    there = pages[target]
    if label in there.names | there.parts:
        return ""
    if titled := [name for name, page in pages.items() if label == page.title]:
        return titled[0]
    if there.has(label):
        return ""
    named = [name for name, page in pages.items() if label in page.names]
    if not named and capital:
        named = [
            name
            for name, page in pages.items()
            if any(label <= known for known in page.names)
            or (label in page.parts and len(label) > 1 and not page.repeats)
        ]
    return " or ".join(sorted(named)) if len(named) <= MOST else ""


def other_section(label: Words, capital: bool, there: Page, id: str | None) -> str:
    """The section that a label names, if the link leads to another one of the same page."""
    if id not in there.titles or any(label <= known for known in there.names):
        return ""
    if any(label <= known or known <= label for known in (words(id), there.titles[id])):
        return ""
    called = (
        other
        for other, title in there.titles.items()
        if label == title
        or (capital and len(label) > 1 and (label == words(other) or label <= title))
    )
    return next((f"#{other} there" for other in called), "")


def test_a_link_leads_to_what_it_names():
    """Targets are easily exchanged, or left as they were in the link that was copied."""
    texts = {page.relative_to(DOCS).as_posix(): text_of(page) for page in PAGES}
    pages = {name: Page(name, text) for name, text in texts.items()}
    fail(
        f"{AT}/{name}:{line}: {problem}"
        for name in pages
        for line, problem in led_astray(name, pages)
    )


MADE_UP = {
    "tea/pot.md": "# The pot { #pot }\n\n## Lids { #lid }\n\n## Of what it is made { #clay }",
    "tea/leaves.md": "# Green leaves and black { #leaves }\n\n## Picked by hand { #picked }",
    "fish/lid.md": "# A lid for fish { #fish-lid }",
}


@pytest.mark.parametrize(
    ("link", "called_like"),
    [
        ("[the pot](leaves.md)", "tea/pot.md"),
        ("[Pot](leaves.md#picked)", "tea/pot.md"),
        ("[leaves](pot.md)", "tea/leaves.md"),
        ("[Black\nleaves](pot.md#clay)", "tea/leaves.md"),
        ("[Picked by hand](pot.md)", "tea/leaves.md"),
        ("[Lids](pot.md#clay)", "#lid there"),
        ("[Made of it](pot.md#lid)", "#clay there"),
        ("[the pot](pot.md), [Lids](pot.md#lid), [the lid](pot.md), [lid](../fish/lid.md)", ""),
        ("[black leaves](pot.md), [picked by hand](pot.md), [it](pot.md), [what](#here)", ""),
        ("`[the pot`](leaves.md), ![the pot](leaves.md), [the pot](https://tea.org/leaves.md)", ""),
    ],
)
def test_a_link_that_is_called_like_another_page_is_found(link, called_like):
    pages = {name: Page(name, text) for name, text in MADE_UP.items()}
    found = list(led_astray("tea/menu.md", pages | {"tea/menu.md": Page("menu.md", f"\n{link}")}))
    assert [line for line, _ in found] == [2] * bool(called_like)
    assert all(f"is called like {called_like}; " in problem for _, problem in found)


NUMBERED = re.compile(
    r"\[(?P<says>[^\]]*\b(?:PEP|RFC|[Ii]ssue|[Pp]ull request|gh-)[ -]?(?P<number>\d+)[^\]]*)\]"
    r"\((?P<url>https?:[^)\s]+)\)"
)
NAMED = re.compile(
    r"\[`(?P<name>\w+(?=\()|(?:\w+\.)+\w+)(?:\(.*?\))?`\]\((?P<url>https?:[^)\s]+)\)"
)


def other_number_or_name(text: str) -> Iterator[tuple[int, str]]:
    """Links out of the site that have another number, or end in another name, than they say.

    What a call or a qualified name is called is compared with the fragment, if that quotes a name
    of the documentation; a module has a page, and a parameter no fragment of its own.
    """
    for link in NUMBERED.finditer(text):
        if int(link["number"]) not in map(int, re.findall(r"\d+", link["url"])):
            yield line_at(text, link.start()), f"{link[0]} leads to another number"
    for link in NAMED.finditer(text):
        name = link["name"].rpartition(".")[2].lower()
        fragment = link["url"].partition("#")[2].lower()
        if "." in fragment and name not in re.split(r"\W+", fragment):
            yield line_at(text, link.start()), f"{link[0]} leads to another name"


OF_PYTHON = re.compile(r"docs\.python\.org/3[\d.]*/library/[\w.-]+\.html#(?P<name>\w+(?:\.\w+)+)")


MARKED = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def is_in_python(name: str) -> bool:
    """Has this Python what the fragment of its documentation names: `threading.Lock.release`?"""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def nothing_there(text: str) -> Iterator[tuple[int, str]]:
    """Links to what the documentation of Python has not: neither this Python nor the page has it.

    The fragments that are no names of Python, such as `#thread-objects`, are not looked at.
    """
    said = set(re.findall(r"\w+", " ".join(code for _, code in MARKED.findall(text))))
    for link in OF_PYTHON.finditer(text):
        if link["name"].rpartition(".")[2] not in said and not is_in_python(link["name"]):
            yield (
                line_at(text, link.start()),
                f"Python has no {link['name']}, and nothing here is called so",
            )


def test_links_to_the_documentation_lead_to_something():
    fail(
        f"{place(page)}:{line}: {problem}"
        for page in [*PAGES, DOCS / "claims.yml"]
        for line, problem in nothing_there(prose(text_of(page)))
    )


def test_a_link_to_what_python_has_not_is_found():
    docs = "https://docs.python.org/3/library"
    text = (
        f"[x]({docs}/threading.html#threading.Lock.releases) releases `x`\n"
        f"[y]({docs}/os.html#os.forks)\n"
        f"[`fork`]({docs}/os.html#os.fork), [since 9.9 `bake`]({docs}/os.html#os.bake), "
        f"[z]({docs}/queue.html#simple-queues), [q]({docs}/queue.html#queue.Queue.full)"
    )
    assert [line for line, _ in nothing_there(text)] == [1, 2]


def test_links_out_of_the_site_have_the_number_or_the_name_that_they_say():
    fail(
        f"{place(page)}:{line}: {problem}"
        for page in PAGES
        for line, problem in other_number_or_name(prose(text_of(page)))
    )


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("[PEP 684](https://peps.python.org/pep-0703/)", "another number"),
        ("[the new issue 12, of May](https://github.com/a/b/issues/13)", "another number"),
        (
            "[`Thread.join()`](https://docs.python.org/3/x.html#threading.Thread.start)",
            "another name",
        ),
        ("[PEP 684](https://peps.python.org/pep-0684/#x), [`join`](https://a.org/x#a.join)", ""),
        ("[`gc`](https://docs.python.org/3/library/gc.html), [`x`](https://a.org/#of-x)", ""),
    ],
)
def test_a_link_with_another_number_or_name_is_found(link, found):
    told = [problem for _, problem in other_number_or_name(f"\n{link}\n")]
    assert [problem.partition(" leads to ")[2] for problem in told] == [found] * bool(found)


TAB = re.compile(r'(?m)^(?P<indent> *)=== "(?P<label>[^"]+)"\n')
INCLUDED = re.compile(r'--8<-- "(?P<name>[^":]+\.py)')
NOT = {"without", "never", "no", "not"}


def tabs(text: str) -> Iterator[list[tuple[int, str, str]]]:
    """The groups of tabs that show a program each: lines, labels and what the programs are."""
    group: list[tuple[int, str, str]] = []
    found = list(TAB.finditer(text))
    for tab, after in zip_longest(found, found[1:]):
        inside = re.match(rf"(?:\n|{tab['indent']} {{4}}.*\n?)*", text[tab.end() :])[0]
        program = INCLUDED.search(inside)
        if program:
            group.append((line_at(text, tab.start()), tab["label"], program["name"]))
        if not after or after.start() > tab.end() + len(inside):
            yield group
            group = []


def parts(code: str) -> set[str]:
    """The words of which the names in a program consist."""
    return set(re.findall(r"[a-z]{4,}", re.sub(r"([A-Z])", r"_\1", code).lower()))


def exchanged(text: str, program: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Tabs whose label has words of another tab's program, and none of their own."""
    for group in tabs(text):
        for line, label, name in group:
            said = parts(label)
            if not NOT.isdisjoint(label.lower().split()) or said & parts(program[name]):
                continue
            others = set().union(*(parts(program[other]) for _, _, other in group if other != name))
            if found := said & others:
                yield line, f'"{label}": {name} has no {min(found)}, another tab here has'


def test_a_tab_is_called_like_its_own_program():
    programs = {one.name: f"{one.path.stem} {one.source}" for one in SNIPPETS}
    fail(
        f"{place(page)}:{line}: {problem}"
        for page in PAGES
        for line, problem in exchanged(text_of(page), programs)
    )


def test_tabs_whose_labels_were_exchanged_are_found():
    def page(*labels: str) -> str:
        bodies = (
            f'=== "{label}"\n\n    ```python\n    --8<-- "a/{name}.py"\n    ```\n'
            for label, name in zip(labels, ("iffy", "sure"), strict=True)
        )
        return "\n".join(bodies)

    programs = {"a/iffy.py": "if hungry: eat()", "a/sure.py": "kitchen.wait_for(hungry)"}
    assert [line for line, _ in exchanged(page("wait_for", "if"), programs)] == [1]
    assert not list(exchanged(page("if", "wait_for"), programs))
    assert not list(exchanged(page("Without wait_for", "Better"), programs))
