"""What a page's text speaks of changes on purpose or not at all: `shown.txt` has it.

The text speaks of the program above it, of what that prints, of the one below, of its picture, of
what a section or an earlier page has shown already; no test understands that. So whoever changes or
exchanges programs, changes a table, exchanges pages, moves a section or takes a picture off is
asked to look.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from saying import fail
from test_content import EXPLICIT_ID, HEADING, PAGES, outside, text_of

from docs import AT, CONFIGURED, DOCS, MOVED, NAV, in_order, led_to, nodes
from tools.examples import page as pages
from tools.examples import recording
from tools.examples.snippet import Snippet
from tools.files import place

LIST = Path(__file__).with_name("shown.txt")
Key = Callable[[str], str] | Callable[[str], float]
NAMED = re.compile(r' *(?:<!-- ((?:numbers|home): .*?) *-->|(=== ".+"))|(exercise: \S+)$')


ROW = re.compile(r" *\|")


def state(snippet: Snippet) -> str:
    """What is another word for each text of a program, and for all else that it prints."""
    run = recording.recorded_run(snippet)
    printed = (run.stdout, run.stderr, run.status) if run else ()
    return recording.digest(snippet.source, *map(str, printed))


def stands(text: str, state: Callable[[Snippet], str] = state) -> list[tuple[int, str]]:
    """Headings, tables, tabs, programs with what fences ask for, charts, its exercise.

    Behind a program stands its state, behind the head of a table that of its rows: a cell says as
    much as a sentence does.
    """
    found = [
        (
            fence.line,
            " ".join((include["name"], include["section"] or "", *fence.extras))
            + f" = {state(Snippet(include['name']))}",
        )
        for fence in pages.fences(text)
        for include in map(pages.INCLUDE.search, fence.body)
        if include
    ]
    for line, words in outside(text):
        if named := NAMED.match(words):
            found.append((line, next(filter(None, named.groups()))))
        elif HEADING.match(words) and (heading := EXPLICIT_ID.fullmatch(words)):
            found.append((line, f"#{heading['id']}"))
    for is_table, lines in groupby(outside(text), lambda one: bool(ROW.match(one[1]))):
        if is_table:
            (line, head), *rows = lines
            found.append((line, f"{head} = {recording.digest(*(row for _, row in rows))}"))
    return [(line, " ".join(what.split())) for line, what in sorted(found)]


def moved(now: list[tuple[int, str]], then: list[str]) -> Iterator[tuple[int, str]]:
    """Where a page has something else than it had, and what."""
    had, has = ([what.partition(" = ") for what in all_] for all_ in (then, [w for _, w in now]))
    old, new = [name for name, *_ in had], [name for name, *_ in has]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            for before, after, (line, _) in zip(had[a:b], has[c:d], now[c:d], strict=True):
                if before != after:
                    what = after[0]
                    name = (
                        f"what stands in the table {what}"
                        if ROW.match(what)
                        else f"{what.split()[0]}, or what it prints,"
                    )
                    yield line, f"{name} has changed"
        else:
            line = now[min(c, len(now) - 1)][0] if now else 1
            stood, stands = (", ".join(part) or "nothing" for part in (old[a:b], new[c:d]))
            yield line, f"here stands {stands}, and stood {stood}"


def linked_in(page: str, at: int, texts: Mapping[str, str]) -> str:
    """Where the texts of the pages link to the section in which a line stands, to tell of it."""
    ids = [
        heading["id"]
        for line, words in outside(texts.get(page, ""))
        if line < at and HEADING.match(words) and (heading := EXPLICIT_ID.fullmatch(words))
    ]
    if not ids:
        return ""
    link = re.compile(rf"\((?P<page>[^()\s#]*)#{re.escape(ids[-1])}\)")
    found = [
        f"{other}:{line}"
        for other, text in texts.items()
        for line, words in outside(text)
        for one in link.finditer(words)
        if led_to(other, one["page"]) == page
    ]
    return f" (#{ids[-1]} is linked to in {', '.join(found)})" if found else ""


def named_in(problem: str, texts: Mapping[str, str]) -> str:
    """Where the texts of the pages name the program that has changed: they may speak of it, too."""
    program = re.match(r"(?:\w+/)?(\w+\.py), or what it prints,", problem)
    found = [
        f"{page}:{line}"
        for page, text in texts.items()
        for line, words in outside(text)
        if program and re.search(rf"(?<!\w){program[1]}", words)
    ]
    return f" (it is named in {', '.join(found)})" if found else ""


def kept(text: str, called: dict[str, str]) -> dict[str, list[str]]:
    """What the list has of each page, whatever the page is `called` now."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, what = line.partition(": ")
        found.setdefault(called.get(name, name), []).append(called.get(what, what))
    return found


def as_listed(
    file: Path,
    now: Mapping[str, Mapping[str, int]],
    record: bool,
    why: str,
    key: Key = str,
    new: str = "no program of this page has it",
) -> None:
    """Fail unless a file lists what each page has, and no more, or list it; `now` has the lines."""
    if record:
        lines = (f"{page}: {one}\n" for page, has in now.items() for one in sorted(has, key=key))
        file.write_text("".join(lines), "utf-8")
    then = kept(file.read_text("utf-8"), MOVED)
    fail(
        f"{AT}/{page}:{found.get(one, 1)}: {one}: "
        + (new if one in found else "it is said no more, or shown")
        + f"; see {why}, then run: pytest tests --record"
        for page, found in now.items()
        for one in sorted(found.keys() ^ set(then.get(page, ())), key=key)
    )


def test_a_page_that_only_moves_has_nothing_to_be_looked_at():
    text = "mkdocs.yml: tea.md\nmkdocs.yml: pot.md\ntea.md: #tea\ntea.md: tea.py\n"
    assert kept(text, {"tea.md": "brew.md"}) == {
        "mkdocs.yml": ["brew.md", "pot.md"],
        "brew.md": ["#tea", "tea.py"],
    }


def test_what_a_page_speaks_of_stays_where_it_was(record):
    now = {Path(os.path.relpath(CONFIGURED, DOCS)).as_posix(): NAV}
    now |= {page.relative_to(DOCS).as_posix(): stands(text_of(page)) for page in PAGES}
    if record:
        lines = [f"{name}: {what}" for name, page in now.items() for _, what in page]
        LIST.write_text("\n".join(lines) + "\n", "utf-8")
    then = {name: [] for name in now} | kept(LIST.read_text("utf-8"), MOVED)
    texts = {place(page): text_of(page) for page in PAGES}
    fail(
        f"{page}:{line}: {problem}{named_in(problem, texts)}{linked_in(page, line, texts)}; see "
        "whether what the page says still holds, there, above, below, in the picture, then run: "
        "pytest tests --record"
        for name in then
        for page in [place((DOCS / name).resolve())]
        for line, problem in moved(now.get(name, []), then[name])
    )


POT = (
    "# Pot { #pot }\n\n```{.python .timeline}\n--8<-- 'pot.py'\n```\n".replace("'", '"')
    + '\n## Lid { #lid }\n\n```python\n--8<-- "lid.py"\n```\n\n<!-- numbers: tea -->\n'
)


def test_what_stands_elsewhere_is_found():
    then = [what for _, what in stands(POT, lambda snippet: "as it is")]
    assert then == [
        "#pot",
        "pot.py timeline = as it is",
        "#lid",
        "lid.py = as it is",
        "numbers: tea",
    ]

    def told(*changes: tuple[str, str]) -> list[tuple[int, str]]:
        text = POT
        for old, new in changes:
            text = text.replace(old, new)
        return list(moved(stands(text, lambda snippet: "as it is"), then))

    assert not told(("# Pot", "Once more:\n\n# The pot"))
    assert told((" .timeline", "")) == [(3, "here stands pot.py, and stood pot.py timeline")]
    assert told(("<!-- numbers: tea -->", "")) == [
        (9, "here stands nothing, and stood numbers: tea")
    ]
    exchanged = told(("pot.py", "LID"), ("lid.py", "pot.py"), ("LID", "lid.py"))
    assert [line for line, _ in exchanged] == [3, 9]


def test_a_tab_that_is_called_like_another_is_found():
    tab = '=== "{}"\n\n    ```python\n    --8<-- "{}"\n    ```\n\n'

    def page(*labels: str) -> list[tuple[int, str]]:
        text = "".join(map(tab.format, labels, ("pot.py", "lid.py")))
        return stands(text, lambda snippet: "as it is")

    then = [what for _, what in page("if", "wait_for")]
    assert then == ['=== "if"', "pot.py = as it is", '=== "wait_for"', "lid.py = as it is"]
    assert [line for line, _ in moved(page("wait_for", "if"), then)] == [1, 9]


def test_a_table_in_which_a_column_or_a_cell_says_something_else_is_found():
    table = "# Pot {{ #pot }}\n\n| | {} | {} |\n|---|---|---|\n| hot | yes | no |\n"
    had = table.format("Linux", "Windows")
    then = [what for _, what in stands(had)]
    assert [what.partition(" = ")[0] for what in then] == ["#pot", "| | Linux | Windows |"]
    assert [line for line, _ in moved(stands(table.format("Windows", "Linux")), then)] == [3]
    assert list(moved(stands(had.replace("yes", "no")), then)) == [
        (3, "what stands in the table | | Linux | Windows | has changed")
    ]
    assert not list(moved(stands(f"\n{had}"), then))


def test_a_program_that_changes_or_prints_something_else_is_found(tmp_path):
    def now() -> list[tuple[int, str]]:
        return stands(POT, lambda snippet: state(Snippet(snippet.name, tmp_path)))

    for name in ("pot", "lid"):
        (tmp_path / f"{name}.py").write_text("print(1)\n", "utf-8")
    (tmp_path / "pot.out").write_text("$ python pot.py  # CPython 3.15.2, Linux\n1\n", "utf-8")
    then = [what for _, what in now()]
    (tmp_path / "pot.out").write_text("$ python pot.py  # CPython 3.16.0, Linux\n1\n", "utf-8")
    assert not list(moved(now(), then))
    (tmp_path / "pot.out").write_text("$ python pot.py  # CPython 3.15.2, Linux\n2\n", "utf-8")
    assert list(moved(now(), then)) == [(3, "pot.py, or what it prints, has changed")]
    (tmp_path / "lid.py").write_text("print(2)\n", "utf-8")
    assert [line for line, _ in moved(now(), then)] == [3, 9]


def test_where_else_a_program_that_has_changed_is_named_is_told():
    lid = POT + "\n1. In `lid.py`,\n   `my_lid.py`\n2. In [lid.py](lid.py)\n"
    texts = {"a.md": lid, "b.md": POT}
    assert named_in("tea/lid.py, or what it prints, has changed", texts) == (
        " (it is named in a.md:15, a.md:17)"
    )
    assert not named_in("tea/pot.py, or what it prints, has changed", texts)
    assert not named_in("here stands tea/lid.py, and stood nothing", texts)


def test_where_the_section_of_what_has_changed_is_linked_to_is_told():
    links = "# Cup { #cup }\n\nThe [two lids](../a.md#lid).\n[No](a.md#lid), [no](../a.md#pot).\n"
    texts = {"docs/a.md": POT + "\n[Above](#lid).\n", "docs/tea/b.md": links}
    assert linked_in("docs/a.md", 9, texts) == (
        " (#lid is linked to in docs/a.md:15, docs/tea/b.md:3)"
    )
    assert linked_in("docs/a.md", 3, texts) == " (#pot is linked to in docs/tea/b.md:4)"
    assert not linked_in("docs/tea/b.md", 3, texts) + linked_in("mkdocs.yml", 3, texts)


def test_pages_in_another_order_are_found():
    nav = "nav:\n  - index.md\n  - Tea:\n      - pot.md\n      - Lid: lid.md\n"
    then = [what for _, what in in_order(nodes(nav)["nav"])]
    assert then == ["index.md", "pot.md", "lid.md"]
    exchanged = nav.replace("pot", "POT").replace("lid", "pot").replace("POT", "lid")
    assert list(moved(list(in_order(nodes(exchanged)["nav"])), then)) == [
        (4, "here stands lid.md, and stood nothing"),
        (5, "here stands nothing, and stood lid.md"),
    ]
