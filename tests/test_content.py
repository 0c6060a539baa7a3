"""What holds for every page and every snippet, whatever it teaches."""

import ast
import re
from collections import Counter
from functools import cache

import pytest
from saying import fail

from docs import DOCS
from tools.examples import outcome as outcomes
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.files import ROOT

PAGES = pages.every_page(DOCS)
SNIPPETS = snippets.every_snippet()
CHAPTERS = sorted({snippet.outcomes for snippet in SNIPPETS if snippet.outcomes.is_file()})
MOST_LINES, MOST_COLUMNS = 40, 72
MOST_LINES_MEASURED = 100  # a measured program has work, workers and clock
HEADING = re.compile(r"#{1,6}\s")
EXPLICIT_ID = re.compile(r".*\{[^}]*#(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)[^}]*\}\s*")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(DOCS).as_posix())
every_snippet = pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda s: s.name)


@cache
def shown() -> Counter:
    """How often each snippet is shown whole."""
    texts = (page.read_text("utf-8") for page in PAGES)
    examples = (example for text in texts for example in pages.shown(text))
    return Counter(shown.snippet.name for shown in examples if not shown.section)


@every_snippet
def test_snippet_is_shown_whole_on_a_page(snippet):
    if not shown()[snippet.name]:
        fail([f"snippets/{snippet.name}:1: no page shows it; show it on one, or remove it"])


@every_snippet
def test_snippet_is_short_enough_to_read_on_a_phone(snippet):
    lines = snippet.source.splitlines()
    place = f"snippets/{snippet.name}"
    long = [
        f"{place}:{n}: {len(line)} columns; at most {MOST_COLUMNS}"
        for n, line in enumerate(lines, 1)
        if len(line) > MOST_COLUMNS
    ]
    most = MOST_LINES_MEASURED if snippet.name.startswith("measurements/") else MOST_LINES
    if len(lines) > most:
        long.append(f"{place}:{len(lines)}: {len(lines)} lines; at most {most}")
    fail(long)


@every_snippet
def test_snippet_says_what_it_shows_and_has_a_main_guard(snippet):
    found = []
    try:
        tree = ast.parse(snippet.source)
    except SyntaxError as error:
        fail([f"snippets/{snippet.name}:{error.lineno}: {error.msg}"])
    if not snippet.summary or "\n" in ast.get_docstring(tree):
        found.append(f"snippets/{snippet.name}:1: begin with a docstring of one line")
    guarded = any(
        isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"
        for node in tree.body
    )
    if not guarded and not snippet.is_broken:
        found.append(f"snippets/{snippet.name}:1: put what runs under: if __name__ == '__main__':")
    fail(found)


def test_no_recording_is_left_without_its_snippet():
    names = {snippet.recording for snippet in SNIPPETS}
    left = sorted(set(snippets.FOLDER.rglob("*.out")) - names)
    places = (file.relative_to(ROOT).as_posix() for file in left)
    fail(f"{place}:1: its snippet is gone; remove it" for place in places)


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: file.parent.name)
def test_outcomes_name_snippets_and_only_broken_ones_may_fail(file):
    """A program broken on purpose says so by its name; the reader must not copy it unwarned."""
    place = file.relative_to(ROOT).as_posix()
    try:
        stated = outcomes.stated(file)
    except outcomes.BadOutcome as error:
        fail([str(error)])
    found = []
    for stem, outcome in sorted(stated.items()):
        snippet = file.with_name(f"{stem}.py")
        if not snippet.is_file():
            found.append(f"{place}:1: {stem} has no {stem}.py beside it; remove it")
        elif (outcome.hangs or outcome.status != 0) and not stem.startswith("broken_"):
            name = snippet.relative_to(ROOT).as_posix()
            found.append(f"{name}:1: it may fail, so its name must begin with broken_")
    fail(found)


@every_page
def test_headings_have_explicit_ids_that_differ(page):
    """An id, once published, stays, in every language: so it is not made from the words."""
    place = page.relative_to(ROOT).as_posix()
    text = page.read_text("utf-8")
    inside = {
        number
        for fence in pages.fences(text)
        for number in range(fence.line, fence.line + len(fence.body) + 2)
    }
    seen: dict[str, int] = {}
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if number in inside or not HEADING.match(line.strip()):
            continue
        match = EXPLICIT_ID.fullmatch(line)
        if not match:
            found.append(
                f"{place}:{number}: give the heading an id: {line.strip()} {{ #some-words }}"
            )
        elif match["id"] in seen:
            found.append(
                f"{place}:{number}: the id {match['id']} is that of line {seen[match['id']]}"
            )
        else:
            seen[match["id"]] = number
    fail(found)
