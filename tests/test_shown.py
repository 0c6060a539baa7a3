"""What stands where on a page changes on purpose or not at all: `shown.txt` has it.

The text speaks of the program above it, of the one below, of its picture, of what a section or an
earlier page has shown already; no test understands that. So whoever exchanges two programs or two
pages, moves a section or takes a picture off is asked to look.
"""

import os
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from saying import fail
from test_content import EXPLICIT_ID, HEADING, PAGES, outside, text_of

from docs import CONFIGURED, DOCS, MOVED, NAV, in_order, nodes
from tools.examples import page as pages
from tools.files import place

LIST = Path(__file__).with_name("shown.txt")
NAMED = re.compile(r" *<!-- ((?:numbers|home): .*?) *-->|(exercise: \S+)$")


def stands(text: str) -> list[tuple[int, str]]:
    """The headings of a page, its programs with what their fences ask for, charts, its exercise."""
    found = [
        (fence.line, " ".join((include["name"], include["section"] or "", *fence.extras)))
        for fence in pages.fences(text)
        for include in map(pages.INCLUDE.search, fence.body)
        if include
    ]
    for line, words in outside(text):
        if named := NAMED.match(words):
            found.append((line, named[1] or named[2]))
        elif HEADING.match(words) and (heading := EXPLICIT_ID.fullmatch(words)):
            found.append((line, f"#{heading['id']}"))
    return [(line, " ".join(what.split())) for line, what in sorted(found)]


def moved(now: list[tuple[int, str]], then: list[str]) -> Iterator[tuple[int, str]]:
    """Where a page has something else than it had, and what."""
    names = [what for _, what in now]
    for kind, a, b, c, d in SequenceMatcher(None, then, names, autojunk=False).get_opcodes():
        if kind != "equal":
            line = now[min(c, len(now) - 1)][0] if now else 1
            had, has = (", ".join(part) or "nothing" for part in (then[a:b], names[c:d]))
            yield line, f"here stands {has}, and stood {had}"


def kept(text: str, called: dict[str, str]) -> dict[str, list[str]]:
    """What the list has of each page, whatever the page is `called` now."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, what = line.partition(": ")
        found.setdefault(called.get(name, name), []).append(called.get(what, what))
    return found


def test_a_page_that_only_moves_has_nothing_to_be_looked_at():
    text = "mkdocs.yml: tea.md\nmkdocs.yml: pot.md\ntea.md: #tea\ntea.md: tea.py\n"
    assert kept(text, {"tea.md": "brew.md"}) == {
        "mkdocs.yml": ["brew.md", "pot.md"],
        "brew.md": ["#tea", "tea.py"],
    }


def test_what_a_page_speaks_of_stays_where_it_was(request):
    now = {Path(os.path.relpath(CONFIGURED, DOCS)).as_posix(): NAV}
    now |= {page.relative_to(DOCS).as_posix(): stands(text_of(page)) for page in PAGES}
    if request.config.option.record:
        lines = [f"{name}: {what}" for name, page in now.items() for _, what in page]
        LIST.write_text("\n".join(lines) + "\n", "utf-8")
    then = {name: [] for name in now} | kept(LIST.read_text("utf-8"), MOVED)
    fail(
        f"{place((DOCS / name).resolve())}:{line}: {problem}; see whether the text still speaks of "
        "what is there, above, below, in the picture, then run: pytest tests/test_shown.py --record"
        for name in then
        for line, problem in moved(now.get(name, []), then[name])
    )


POT = (
    "# Pot { #pot }\n\n```{.python .timeline}\n--8<-- 'pot.py'\n```\n".replace("'", '"')
    + '\n## Lid { #lid }\n\n```python\n--8<-- "lid.py"\n```\n\n<!-- numbers: tea -->\n'
)


def test_what_stands_elsewhere_is_found():
    then = [what for _, what in stands(POT)]
    assert then == ["#pot", "pot.py timeline", "#lid", "lid.py", "numbers: tea"]

    def told(*changes: tuple[str, str]) -> list[tuple[int, str]]:
        text = POT
        for old, new in changes:
            text = text.replace(old, new)
        return list(moved(stands(text), then))

    assert not told(("# Pot", "Once more:\n\n# The pot"))
    assert told((" .timeline", "")) == [(3, "here stands pot.py, and stood pot.py timeline")]
    assert told(("<!-- numbers: tea -->", "")) == [
        (9, "here stands nothing, and stood numbers: tea")
    ]
    exchanged = told(("pot.py", "LID"), ("lid.py", "pot.py"), ("LID", "lid.py"))
    assert [line for line, _ in exchanged] == [3, 9]


def test_pages_in_another_order_are_found():
    nav = "nav:\n  - index.md\n  - Tea:\n      - pot.md\n      - Lid: lid.md\n"
    then = [what for _, what in in_order(nodes(nav)["nav"])]
    assert then == ["index.md", "pot.md", "lid.md"]
    exchanged = nav.replace("pot", "POT").replace("lid", "pot").replace("POT", "lid")
    assert list(moved(list(in_order(nodes(exchanged)["nav"])), then)) == [
        (4, "here stands lid.md, and stood nothing"),
        (5, "here stands nothing, and stood lid.md"),
    ]
