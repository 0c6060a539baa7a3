"""`tools.pictures.interleavings`: what a page is given, and when a program is explored anew."""

import ast
import dataclasses
import gzip
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from made_results import recorded
from pictured import pictured
from saying import fail
from test_content import EXPLICIT_ID, PAGES, text_of
from test_counts import VALUES, sections
from test_prose import WORDS

from docs import DOCS
from tools import cache
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import place
from tools.interleavings.explore import explore
from tools.interleavings.facts import Refusal, Refused, Why
from tools.interleavings.view import View
from tools.measurements.topics import races
from tools.pictures import KINDS, interleavings
from tools.site import pictures
from tools.site.telling import Telling

ENGLISH = Telling("en")
SHOWN = pictured("interleavings")
PROGRAM = '''"""Two threads count."""

from threading import Thread

count = 0


def add():
    global count
    seen = count
    count = seen + 1


if __name__ == "__main__":
    threads = [Thread(target=add, name="{name}") for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("count:", count)
'''
MOST = 27_000  # bytes, compressed, for all programs of a page and what plays them


@pytest.fixture
def snippet(tmp_path):
    (tmp_path / "chapter").mkdir()
    made = Snippet("chapter/count.py", tmp_path)
    made.path.write_text(PROGRAM)
    return made


@pytest.fixture
def made(tmp_path, monkeypatch):
    """What is kept has a folder of its own; a list of what was explored."""
    names = []

    def counted(source, name, **options):
        names.append(name)
        return explore(source, name, **options)

    monkeypatch.setattr(interleavings, "explore", counted)
    monkeypatch.setattr(cache, "FOLDER", tmp_path / "cache")
    return names


def shown(snippet: Snippet, seen: races.Seen | None = None) -> BeautifulSoup:
    html = ENGLISH.render(
        KINDS["interleavings"].template,
        facts=interleavings.facts(snippet),
        links=[],
        url=lambda address: f"../{address}",
        seen=lambda stem: seen,
    )
    return BeautifulSoup(html, "html.parser")


def endings(snippet: Snippet) -> list:
    return interleavings.facts(snippet).view.endings


def test_endings_that_differ_in_what_is_printed_only_say_so(snippet):
    seen = 'print("seen:", count)\n    count = 1'
    snippet.path.write_text(PROGRAM.replace("seen = count\n    count = seen + 1", seen))
    said = [row.text for row in shown(snippet).select("tbody td:nth-child(2)")]
    assert said == [
        "count = 1; seen: 0; seen: 0; count: 1",
        "count = 1; seen: 0; seen: 1; count: 1",
    ]
    snippet.path.write_text(PROGRAM)
    said = [row.text for row in shown(snippet).select("tbody td:nth-child(2)")]
    assert said == ["count = 1", "count = 2"]


@pytest.mark.parametrize("snippet", SHOWN, ids=lambda one: one.name)
def test_no_two_endings_are_told_by_the_same_words(snippet):
    said = [row.text for row in shown(snippet).select("tbody td:nth-child(2)")]
    assert len({*said}) == len(said)


def test_nothing_is_explored_again_where_nothing_has_changed(snippet, made):
    first = interleavings.facts(snippet)
    assert interleavings.facts(snippet) == first
    assert made == ["chapter/count.py"]


def test_a_changed_program_is_explored_again(snippet, made):
    interleavings.facts(snippet)
    snippet.path.write_text(PROGRAM.replace("seen + 1", "seen + 2"))
    assert [ending.values for ending in endings(snippet)] == [[["count", "2"]], [["count", "4"]]]
    assert len(made) == 2


def test_on_another_interpreter_it_is_explored_anew(snippet, made, monkeypatch):
    interleavings.facts(snippet)
    monkeypatch.setattr(interleavings.sys, "version", "another")
    interleavings.facts(snippet)
    assert len(made) == 2


def test_the_data_lead_from_state_to_state(snippet):
    found = View.of(explore(snippet.source, snippet.name), "count", is_broken=False)
    assert (found.count, found.movers, found.names) == (6, [1, 2], ["count"])
    losing, winning = found.endings
    assert (losing.verdict, losing.interleavings, losing.values) == ("race", 4, [["count", "1"]])
    assert (winning.verdict, winning.interleavings, winning.values) == (
        "sound",
        2,
        [["count", "2"]],
    )
    for ending in (losing, winning):
        number = 0
        for move in ending.path:
            number = found.steps[number][move][0]
        assert number in ending.states
        assert not found.steps[number]
        assert len(found.way(ending)) == len(ending.path)


def test_without_the_script_there_are_the_endings_and_one_losing_way(snippet, made):
    soup = shown(snippet)
    rows = [[cell.text for cell in row("td")] for row in soup("tr")[1:]]
    assert rows == [
        ["Race", "count = 1", "4 of 6 interleavings"],
        ["Good", "count = 2", "2 of 6 interleavings"],
    ]
    steps = [item.text for item in soup("li")]
    assert steps[0] == "thread 1, line 10: seen = count → seen = 0"
    assert steps[-1].endswith("line 11: count = seen + 1")
    assert len(steps) == 4


def told_of(snippet, seen) -> str:
    return " ".join(shown(snippet, seen).find(class_="interleavings-seen").text.split())


def test_where_a_race_is_seen_and_where_never_is_told(snippet, made):
    said = told_of(snippet, races.Seen(("3.13t",), ("3.14",), (), 600_000))
    assert said == (
        "Allowed by the language: a race. Seen on 3.13t. "
        "Never seen on 3.14 in 600,000 tries at a switch interval of 1 µs."
    )


def test_too_few_tries_say_nothing(snippet, made):
    seen = races.Seen((), (), ("3.14",), 40)
    assert told_of(snippet, seen).endswith("On 3.14, 40 tries were too few to tell.")


def test_what_is_not_measured_is_not_claimed(snippet, made):
    assert told_of(snippet, None).endswith("is not measured here.")


ALWAYS_WRONG = ("seen = count", "seen = 0")  # each order ends alike: with 1


@pytest.mark.parametrize("seen", [None, races.Seen(("3.14",), (), (), 0)])
def test_what_ends_badly_in_every_order_needs_no_measurement(snippet, made, seen):
    snippet = Snippet("chapter/broken_count.py", snippet.path.parents[1])
    snippet.path.write_text(PROGRAM.replace(*ALWAYS_WRONG))
    said = "In every order of its steps it ends badly, on every build."
    assert told_of(snippet, seen) == said


@pytest.mark.parametrize(
    ("count", "verdicts", "always"),
    [
        (7, ["deadlock", "wrong"], True),
        (7, ["deadlock", "sound"], False),
        (None, ["livelock"], False),  # there are interleavings that come to no end at all
    ],
)
def test_no_build_can_do_better_only_if_each_of_all_orders_is_bad(count, verdicts, always):
    found = View.of(explore(PROGRAM, "chapter/count.py"), "count", is_broken=False)
    endings = [dataclasses.replace(found.endings[0], verdict=one) for one in verdicts]
    assert dataclasses.replace(found, count=count, endings=endings).always_bad is always


def unmeasured(snippet: Snippet) -> list[str]:
    """What an author has to do before a reader can be told where a bad ending was seen."""
    view = interleavings.facts(snippet).view
    bad = any(ending.verdict != "sound" for ending in view.endings)
    if not bad or view.always_bad or races.seen(recorded(), snippet.path.stem):
        return []
    programs = ", ".join(f"{name}.py" for name in (races.SEEN, *races.FIRST))
    return [
        f"snippets/{snippet.name}: its interleavings end well or badly, and no program measures "
        f"where which is seen: run its functions in one of measurements/{programs}, or in one more "
        f"that tools/measurements/topics/races.py names, under the label {snippet.path.stem}"
    ]


@pytest.mark.parametrize("snippet", SHOWN, ids=lambda snippet: snippet.path.stem)
def test_where_a_bad_ending_is_seen_is_measured(snippet):
    fail(unmeasured(snippet))


def test_a_bad_ending_that_nobody_measures_is_found(snippet, made):
    (said,) = unmeasured(snippet)
    assert said.startswith("snippets/chapter/count.py: its interleavings end well or badly")


def functions(source: str) -> dict[str, str]:
    """The functions of a program, to the letter."""
    tree = ast.parse(source)
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.get_source_segment(source, node) for node in defined}


@pytest.mark.parametrize("snippet", SHOWN, ids=lambda snippet: snippet.path.stem)
def test_what_is_measured_are_the_lines_that_are_explored(snippet):
    if races.seen(recorded(), snippet.path.stem):
        measured = [
            functions(Snippet(f"measurements/{name}.py").source)
            for name in (races.SEEN, *races.FIRST)
        ]
        explored = functions(snippet.source)
        assert any(explored.items() <= there.items() for there in measured)


def test_what_the_program_names_is_text(snippet, made):
    snippet.path.write_text(PROGRAM.replace("{name}", "</script><b onclick=x>&amp;"))
    soup = shown(snippet)
    assert soup("b") == []
    data = json.loads(soup.find("script", type="application/json").string)
    assert data["facts"]["threads"][1] == "</script><b onclick=x>&amp;"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import socket\n", r"snippets/chapter/count.py:1: socket is not modeled here. Do"),
        (
            "x = (\n",
            r"snippets/chapter/count.py:1: This is not valid Python: '\(' was never closed",
        ),
        ("\n\nprint(open)\n", r"snippets/chapter/count.py:3: open\(\) depends on more than"),
    ],
)
def test_a_program_that_is_refused_is_told_with_its_line_and_a_remedy(snippet, made, source, said):
    snippet.path.write_text(source)
    with pytest.raises(Refused) as refused:
        shown(snippet)
    assert re.match(said, pictures.refusal(refused.value.refusal, ENGLISH))


def test_a_file_in_another_encoding_is_told(snippet, made):
    snippet.path.write_bytes(b"x = '\xe9'\n")
    with pytest.raises(BadSnippet, match=r"chapter/count.py:1: not UTF-8"):
        shown(snippet)


def test_each_refusal_has_words_of_its_own():
    said = {pictures.refusal(Refusal("x.py", 1, why, "THIS", 7), ENGLISH) for why in Why}
    assert len(said) == len(Why)
    assert all(text.endswith(".") and text.count(".") > 2 for text in said)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (PROGRAM, "can take turns in 6 ways. They come to 2 different ends."),
        (PROGRAM.replace("range(2)", "range(1)"), "in one way only. What you see"),
        (PROGRAM.replace("seen + 1", "1"), "can take turns in 6 ways. All of them end alike."),
    ],
)
def test_a_reader_is_told_how_many_there_are(snippet, made, source, said):
    snippet.path.write_text(source)
    assert said in " ".join(shown(snippet).find(class_="interleavings-intro").text.split())


def test_the_numbers_in_the_text_of_the_pages_are_those_of_the_programs():
    """The pages say: of twenty, two keep both payments; under the lock, there are two in all."""
    counts = {
        stem: [
            (ending.verdict, ending.interleavings, len(ending.path))
            for ending in endings(Snippet(f"locks/{stem}.py"))
        ]
        for stem in ("three_steps", "three_steps_locked", "crossed_order", "one_order")
    }
    assert counts["three_steps"] == [("race", 18, 6), ("sound", 2, 6)]
    assert [ending[:2] for ending in counts["three_steps_locked"]] == [("sound", 2)]
    assert counts["crossed_order"][0] == ("deadlock", 2, 2)
    assert [ending[0] for ending in counts["one_order"]] == ["sound"]


LARGE = {word: number for word, number in VALUES.items() if number > len(WORDS)}
TO = re.compile(r"\((?P<page>[^()#\s]*)#(?P<id>[a-z0-9-]+)\)")
MENTIONED = {  # by page and id of a heading: the programs there of which all are shown
    (page, one["id"]): [program for program in programs if program in SHOWN]
    for page in PAGES
    for _, text, programs in sections(text_of(page))
    if (one := EXPLICIT_ID.match(text.partition("}")[0] + "}"))
}


def counted_otherwise(page: Path, text: str, programs: list[Snippet]) -> list[str]:
    """Large numbers that no program has, of a section on interleavings and those it links to."""
    said = {word for word in re.findall(r"[a-z]+", text.lower()) if word in LARGE}
    if not said or "interleaving" not in text:
        return []
    linked = [
        ((page.parent / to["page"]).resolve() if to["page"] else page, to["id"])
        for to in TO.finditer(text)
    ]
    all_of_them = {one for place in linked for one in MENTIONED.get(place, [])}
    known = set()
    for program in all_of_them | {one for one in programs if one in SHOWN}:
        counts = [ending.interleavings or 0 for ending in endings(program)]
        known |= {*counts, sum(counts)}
    return sorted(word for word in said if LARGE[word] not in known)


def test_a_page_says_how_many_interleavings_there_are():
    fail(
        f"{place(page)}:{line}: {word}: no program of this section has so many interleavings, nor "
        "has one of a section that it links to"
        for page in PAGES
        for line, text, programs in sections(text_of(page))
        for word in counted_otherwise(page, text, programs)
    )


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("The twenty interleavings [of two](races.md#all-orders): eighteen lose.", []),
        ("The twenty interleavings [of two](races.md#all-orders): sixteen lose.", ["sixteen"]),
        ("Of sixteen threads, nobody asks.", []),
    ],
)
def test_another_number_of_interleavings_is_found(said, wrong):
    assert counted_otherwise(DOCS / "locks/mutex.md", said, []) == wrong


def test_a_changed_program_forgets_what_was_found_in_it_and_another_text_does_not(snippet, made):
    key = interleavings.facts(snippet).key
    snippet.path.write_text(PROGRAM.replace("Two threads count.", "Two threads count on."))
    assert interleavings.facts(snippet).key == key
    snippet.path.write_text(PROGRAM.replace("seen + 1", "seen + 2"))
    assert interleavings.facts(snippet).key != key


def test_each_view_is_named_after_its_program(snippet, made):
    root = shown(snippet).find(class_="interleavings")
    title = root.find(id=root["aria-labelledby"])
    assert title.text == "All interleavings of count.py"


def test_all_programs_of_a_page_are_light_and_other_pages_load_nothing(site):
    assets = [file.read_bytes() for file in sorted((site / "interleavings").iterdir())]
    found = 0
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        views = re.findall(
            r'<div class="interleavings".*?application/json[^>]*>.*?</script>\s*</div>', text, re.S
        )
        words = re.findall(r'<script[^>]* id="interleavings-words">.*?</script>', text, re.S)
        found += len(views)
        assert "not measured here" not in "".join(views)
        times = int(bool(views))  # whatever they share is there once
        assert len(words) == times, file
        assert text.count("interleavings/view.js") == times, file
        assert text.count("interleavings/view.css") == times, file
        weight = sum(
            len(gzip.compress(part)) for part in [*assets, "".join(views + words).encode()]
        )
        assert weight < MOST, f"{file}: {weight} bytes"
    assert found == len(SHOWN)
