"""`tools.site.ticks`: each exercise has a button under its check."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bs4 import BeautifulSoup
from saying import fail

from docs import DOCS
from tools.files import place
from tools.site import ticks
from tools.site.telling import Telling

CHECK = '<p>The check: <a href="../../snippets/practice/check_{}.py">check</a>, run it.</p>'


def test_a_button_stands_under_the_first_check_of_each_exercise():
    html = "".join(
        f'<h2 id="{name}">{name}</h2><p>Do.</p>{CHECK.format(name)}{CHECK.format("more")}'
        for name in ("tea", "cake")
    )
    shown = ticks.with_buttons(f"<p>In</p>{html}<p>Out</p>", Telling("en"))
    buttons = BeautifulSoup(shown, "html.parser").select(".tick button")
    assert [button["data-id"] for button in buttons] == ["tea", "cake"]
    assert all(button["data-tick"] == "passed" for button in buttons)
    assert re.sub(r'<p class="tick".*?</p>\n?', "", shown) == f"<p>In</p>{html}<p>Out</p>"


def test_a_page_without_exercises_stays_as_it_is():
    assert ticks.with_buttons("<h2 id='a'>a</h2><p>b</p>", Telling("en")).count("<p") == 1


def all_exercises() -> list[tuple[str, str]]:
    """The page and the id of each exercise with a check, as the list of exercises has them."""
    text = (DOCS / "practice/exercises.md").read_text("utf-8")
    return re.findall(r"\]\(([\w-]+)\.md#([\w-]+)\) \| (?:write|mend)", text)


def ticked_together(names: Iterable[str], pages: Mapping[str, str]) -> Iterator[str]:
    """Ids of exercises that another page below practice/ has, too: ticks are kept by id alone."""
    for name in names:
        here = [page for page, text in pages.items() if f"{{ #{name} }}" in text]
        if len(here) > 1:
            yield f"{' and '.join(here)}: #{name}: who ticks one ticks both; give one another id"


def test_no_exercise_is_ticked_with_another():
    pages = {place(file): file.read_text("utf-8") for file in (DOCS / "practice").glob("*.md")}
    fail(ticked_together([name for _, name in all_exercises()], pages))
    both = {"a.md": "## Tea { #tea }\n", "b.md": "### Tea { #tea }\n"}
    assert len([*ticked_together(["tea", "cake"], both)]) == 1


def called_otherwise(text: str, pages: Mapping[str, str]) -> Iterator[str]:
    """Exercises which the list, in rows of a table, calls otherwise than their pages do."""
    for said, page, name in re.findall(r"(?m)^\| \[([^]]+)\]\(([\w-]+\.md)#([\w-]+)\)", text):
        heading = re.search(rf"(?m)^#+ (.*?) \{{ #{name} \}}$", pages[page])
        of_page = re.search(r"(?m)^# (.*?) \{", pages[page])
        titles = [title[1] for title in (heading, of_page) if title]
        if said not in titles:
            yield f"{page} calls #{name} {titles[0]!r}, the list {said!r}; call it the same"


def test_the_list_calls_an_exercise_as_its_page_does():
    pages = {file.name: file.read_text("utf-8") for file in (DOCS / "practice").glob("*.md")}
    fail(called_otherwise(pages["exercises.md"], pages))
    row = "| [The cup](tea.md#cup) | mend |"
    assert len([*called_otherwise(row, {"tea.md": "# Tea { #tea }\n\n## A pot { #cup }\n"})]) == 1
    assert not [*called_otherwise(row, {"tea.md": "## The cup { #cup }\n"})]


def test_every_exercise_of_the_list_can_be_ticked(site):
    listed = all_exercises()
    assert listed
    found = []
    for page, name in listed:
        html = (site / "practice" / page / "index.html").read_text("utf-8")
        if f'data-tick="passed" data-id="{name}"' not in html:
            where = place(DOCS / "practice" / f"{page}.md")
            found.append(f"{where}:1: no line with a link to the check below #{name}")
    fail(found)
