"""Charts: valid SVG that has its colors from the page, and says in words what it shows."""

import re
from xml.etree import ElementTree

import pytest

from tools.measurements import charts
from tools.measurements.charts import Axis

ROWS = {"threads": {"3.14": 1.0, "3.14t": 1.9}, "processes & <more>": {"3.14": 1.8}}
POINTS = {"threads": {10: 0.1, 1000: 0.25}, "asyncio": {10: 0.1, 40000: 0.75}}


def drawn():
    """One chart of each kind."""
    yield charts.dots("Dots <of> 'all'", ROWS, Axis("times", lambda v: f"{v:g}x"), ideal=2)
    yield charts.dots("Logarithmic", ROWS, Axis("times", lambda v: f"{v:g}x", log=True))
    yield charts.lines(
        "Lines",
        POINTS,
        Axis("tasks", str, log=True),
        Axis("seconds", lambda v: f"{v:.3f} s", log=True),
        {10: 0.1, 40000: 0.1},
    )


@pytest.mark.parametrize("svg", list(drawn()), ids=["dots", "log", "lines"])
def test_a_chart_is_whole_and_takes_its_colors_from_the_page(svg):
    root = ElementTree.fromstring(svg)
    assert root.tag == "svg"
    assert root.get("aria-label")
    assert "width" not in root.attrib  # the page gives it one
    assert not re.search(r"#[0-9a-f]{6}", svg)
    assert "font-family" not in svg
    assert "<style" not in svg
    assert len(svg) < 15_000


def test_text_and_numbers_are_all_there():
    dots, _, lines = drawn()
    texts = ["".join(text.itertext()) for text in ElementTree.fromstring(dots).iter("text")]
    assert {"threads", "processes & <more>", "3.14", "3.14t", "ideal", "times"} <= set(texts)
    assert "1.25x" in texts  # as it was written, no digit cut off
    assert "0.500 s" in lines


def test_each_series_has_a_mark_of_its_own():
    """Not by color alone."""
    (dots, *_) = drawn()
    paths = re.findall(r'<path (?=[^>]*id=)[^>]*d="([^"]*)"', dots)
    assert len(set(paths)) == len(set(re.findall(r'class="s\d"', dots))) == 2


def test_charts_of_one_page_share_no_id():
    ids = [set(re.findall(r' id="([^"]*)"', svg)) for svg in drawn()]
    assert all(ids)
    assert not ids[0] & ids[1]
    assert not ids[1] & ids[2]


def test_the_same_values_give_the_same_chart():
    assert list(drawn()) == list(drawn())
