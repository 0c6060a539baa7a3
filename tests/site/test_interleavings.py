"""`tools.site.interleavings`: what a page is given of all orders, and when they are explored."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup
from explored import SHOWN

from tools import cache as kept
from tools.examples.snippet import BadSnippet, Snippet
from tools.interleavings import explore as orders
from tools.site import interleavings as order_view

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
MOST = 25_000  # bytes, compressed, for all programs of a page


@pytest.fixture
def snippet(tmp_path):
    (tmp_path / "chapter").mkdir()
    made = Snippet("chapter/count.py", tmp_path)
    made.path.write_text(PROGRAM)
    return made


@pytest.fixture
def made(tmp_path, monkeypatch):
    """What is kept has a folder of its own; a list of what was explored."""
    names, explore = [], orders.explore

    def counted(source, name, **options):
        names.append(name)
        return explore(source, name, **options)

    monkeypatch.setattr(orders, "explore", counted)
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    return names


def test_nothing_is_explored_again_where_nothing_has_changed(snippet, made):
    first = order_view.explored(snippet)
    assert order_view.explored(snippet) == first
    assert made == ["chapter/count.py"]


def test_a_changed_program_is_explored_again(snippet, made):
    order_view.explored(snippet)
    snippet.path.write_text(PROGRAM.replace("seen + 1", "seen + 2"))
    texts = [ending["text"] for ending in order_view.explored(snippet)["endings"]]
    assert texts == ["count = 2", "count = 4"]
    assert len(made) == 2


def test_a_change_of_the_explorer_or_the_interpreter_explores_anew(snippet, made, monkeypatch):
    order_view.explored(snippet)
    monkeypatch.setattr(order_view.sys, "version", "another")
    order_view.explored(snippet)
    assert len(made) == 2


def test_the_data_lead_from_state_to_state(snippet):
    found = order_view.data_of(orders.explore(snippet.source, snippet.name))
    assert (found["count"], found["movers"], found["names"]) == ("6", [1, 2], ["count"])
    losing, winning = found["endings"]
    assert (losing["verdict"], losing["orders"], losing["text"]) == ("race", "4", "count = 1")
    assert (winning["verdict"], winning["orders"], winning["text"]) == ("sound", "2", "count = 2")
    for ending in (losing, winning):
        state = found["states"][0]
        for number in ending["path"]:
            state = found["states"][state[number - 3]]
        assert found["states"].index(state) in ending["states"]
        assert state[-2:] == [-1, -1]


def test_without_the_script_there_are_the_endings_and_one_losing_order(snippet, made):
    soup = BeautifulSoup(order_view.as_html(snippet, "chapter/page.md"), "html.parser")
    rows = [[cell.text for cell in row("td")] for row in soup("tr")[1:]]
    assert rows == [["Race", "count = 1", "4"], ["Good", "count = 2", "2"]]
    steps = [item.text for item in soup("li")]
    assert steps[0] == "thread 1, line 10: seen = count → seen = 0"
    assert steps[-1].endswith("line 11: count = seen + 1")
    assert len(steps) == 4


def test_what_the_program_names_is_text(snippet, made):
    snippet.path.write_text(PROGRAM.replace("{name}", "</script><b onclick=x>&amp;"))
    said = order_view.as_html(snippet, "chapter/page.md")
    soup = BeautifulSoup(said, "html.parser")
    assert soup("b") == []
    data = json.loads(soup.find("script", type="application/json").string)
    assert data["threads"][1] == "</script><b onclick=x>&amp;"


def test_a_program_that_is_refused_is_told_with_its_line(snippet, made):
    snippet.path.write_text("import socket\n")
    with pytest.raises(BadSnippet, match=r"snippets/chapter/count.py:1: socket is not modelled"):
        order_view.as_html(snippet, "chapter/page.md")


@pytest.mark.parametrize(
    ("count", "many", "said"),
    [
        ("20", 2, "in 20 orders; they end in 2 ways."),
        ("20", 1, "in 20 orders; all of them end alike."),
        ("1", 1, "in one order only."),
        ("endless", 2, "so the orders are endless; they end in 2 ways."),
    ],
)
def test_a_reader_is_told_how_many_there_are(count, many, said):
    assert order_view._intro({"count": count, "endings": [None] * many}).endswith(said)


def test_the_numbers_in_the_text_of_the_pages_are_those_of_the_programs():
    """The pages say: twenty orders, of which two keep both payments; under the lock, two in all."""
    counts = {
        stem: [
            (ending["verdict"], ending["orders"], len(ending["path"]))
            for ending in order_view.explored(Snippet(f"locks/{stem}.py"))["endings"]
        ]
        for stem in ("three_steps", "three_steps_locked", "crossed_order", "one_order")
    }
    assert counts["three_steps"] == [("race", "18", 6), ("sound", "2", 6)]
    assert [ending[:2] for ending in counts["three_steps_locked"]] == [("sound", "2")]
    assert counts["crossed_order"][0] == ("deadlock", "2", 2)
    assert [ending[0] for ending in counts["one_order"]] == ["sound"]


def test_all_programs_of_a_page_are_light_and_other_pages_load_nothing(site):
    assets = [(site / name).read_bytes() for name in (order_view.SCRIPT, order_view.STYLES)]
    found = 0
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        views = re.findall(r'<div class="orders".*?type="module"[^>]*></script></div>', text)
        found += len(views)
        assert bool(views) == ("assets/orders." in text), file
        weight = sum(len(gzip.compress(part)) for part in [*assets, "".join(views).encode()])
        assert weight < MOST, f"{file}: {weight} bytes"
    assert found == len(SHOWN)
