"""Charts: valid SVG that has its colours from the page, and says in words what it shows."""

import functools
import itertools
import json
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tools.measurements import charts
from tools.measurements.facts import Axis, Base, Dots, Label, Line, Lines, Row, Source, Unit

SOURCE = Source("program", "label", base=Base("serial"))
TIMES = Axis("times as fast", Unit.TIMES)
DOTS = Dots(
    (
        Row(Label("threads"), {"3.14": 1.0, "3.14t": 1.9}, SOURCE),
        Row(Label("processes & <more>"), {"3.14": 1.8}, SOURCE),
    ),
    TIMES,
    ideal=2,
)
LOG = Dots(DOTS.rows, Axis("times as fast", Unit.TIMES, log=True))
LINES = Lines(
    (
        Line(Label("threads"), {10: 0.1, 1000: 0.25}, SOURCE),
        Line(Label("asyncio"), {10: 0.1, 40000: 0.75}, Source("other", "label")),
    ),
    Axis("at once", Unit.NUMBER, log=True),
    Axis("until all have ended", Unit.SECONDS, log=True),
    {10: 0.1, 40000: 0.1},
)


class Words:
    """Words that tell where they come from."""

    def name(self, label):
        return f"the {label.key}"

    def key(self, key):
        return f"key: {key}"

    def quantity(self, value, unit):
        return f"{value:,.3f} {unit}"


def draw_each():
    """One chart of each kind."""
    titles = ((DOTS, "Dots <of> 'all'"), (LOG, "Logarithmic"), (LINES, "Lines"))
    return [charts.draw(chart, title, Words()) for chart, title in titles]


drawn = functools.cache(draw_each)


def texts(svg):
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("text")]


@pytest.mark.parametrize("number", range(3), ids=["dots", "log", "lines"])
def test_a_chart_is_whole_and_takes_its_colours_from_the_page(number):
    svg = drawn()[number]
    root = ElementTree.fromstring(svg)
    assert root.tag == "svg"
    assert root.get("class") == "chart"
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert "width" not in root.attrib  # the page gives it one
    assert not re.search(r"#[0-9a-f]{6}", svg)
    assert "font" not in svg
    assert "<style" not in svg
    assert not list(root.iter("metadata"))
    assert len(svg) < 10_000


def test_text_and_numbers_are_all_there():
    dots, _, lines = drawn()
    wanted = {"the threads", "the processes & <more>", "3.14", "3.14t", "key: ideal"}
    assert wanted | {"key: times as fast"} <= set(texts(dots))
    assert any(re.fullmatch(r"[12]\.\d00 times", text) for text in texts(dots))  # no digit cut off
    assert {"the asyncio", "key: at once", "key: until all have ended"} <= set(texts(lines))
    assert any(text.endswith(" s") for text in texts(lines))
    assert "Dots <of> 'all'" in ElementTree.fromstring(dots).get("aria-label")


def test_each_series_has_a_mark_of_its_own():
    """Not by colour alone."""
    (dots, *_) = drawn()
    paths = re.findall(r'<path (?=[^>]*id=)[^>]*d="([^"]*)"', dots)
    assert len(set(paths)) == len(set(re.findall(r'class="s\d"', dots))) == 2


def test_charts_of_one_page_share_no_id():
    ids = [set(re.findall(r' id="([^"]*)"', svg)) for svg in drawn()]
    assert all(ids)
    assert not ids[0] & ids[1]
    assert not ids[1] & ids[2]


def test_the_same_values_give_the_same_chart():
    assert draw_each() == drawn()


def test_a_script_is_told_where_a_value_lies():
    for svg, kind, log in zip(
        drawn(),
        ("dots", "dots", "lines"),
        ([False, False], [True, False], [True, True]),
        strict=True,
    ):
        root = ElementTree.fromstring(svg)
        facts = json.loads(root.get("data-axes"))
        assert root.get("data-kind") == kind
        assert facts["log"] == log
        (x0, y0), (x1, y1) = facts["places"]
        assert x0 < x1
        assert y0 > y1  # from below to above
        assert len(facts["values"]) == 2
    first = next(iter(drawn()))
    assert json.loads(ElementTree.fromstring(first).get("data-axes"))["values"][0][0] == 0


def test_marks_lie_where_the_axes_say():
    root = ElementTree.fromstring(next(iter(drawn())))
    facts = json.loads(root.get("data-axes"))
    (low, _), (high, _) = facts["values"]
    (left, _), (right, _) = facts["places"]
    wanted = sorted(left + (v - low) / (high - low) * (right - left) for v in (1.0, 1.9, 1.8))
    marks = sorted(float(use.get("x")) for use in root.iter("use"))
    assert all(any(abs(x - mark) < 0.2 for mark in marks) for x in wanted)


def spans(svg):
    """The labels below the chart: where they begin and end, if their font is a wide one."""
    found = {}
    for text in ElementTree.fromstring(svg).iter("text"):
        if text.get("text-anchor") == "middle":
            half = 0.31 * charts.TEXT_SIZE * len(text.text)
            x, y = float(text.get("x")), float(text.get("y"))
            found.setdefault(y, []).append((x - half, x + half))
    return found


@pytest.mark.parametrize("unit", [Unit.NUMBER, Unit.SECONDS, Unit.TIMES])
@pytest.mark.parametrize("most", [1.1, 97, 30_000, 4_000_000])
@pytest.mark.parametrize("log", [False, True])
def test_labels_of_an_axis_never_touch(most, unit, log):
    rows = (Row(Label("threads"), {"3.14": 1.0, "3.14t": most}, SOURCE),)
    svg = charts.draw(Dots(rows, Axis("times as fast", unit, log)), "x", Words())
    rows = list(spans(svg).values())
    assert not log or max(map(len, rows)) > 1, "an axis tells nothing by one label"
    for row in rows:
        row.sort()
        for (_, end), (begin, _) in itertools.pairwise(row):
            assert end < begin


def test_text_is_large_enough_on_a_phone():
    """A phone of 360 pixels leaves some 320 for a chart."""
    for svg in drawn():
        width = float(ElementTree.fromstring(svg).get("viewBox").split()[2])
        assert charts.TEXT_SIZE * 320 / width >= 11


def test_the_rows_and_lines_say_where_they_come_from():
    assert charts.sources(DOTS) == [("program", "label", None, "serial", None)] * 2
    assert charts.sources(LINES)[1] == ("other", "label", None, None, None)


def test_matplotlib_is_imported_only_where_a_chart_is_drawn():
    code = (
        "import sys, tools.measurements.charts, tools.site.numbers; "
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
