"""`tools.pictures.storm`: values over the steps of a run, read, placed and told."""

import pytest
from bs4 import BeautifulSoup

from tools.examples.snippet import Snippet
from tools.files import ROOT
from tools.pictures import KINDS
from tools.pictures.storm import LOOKS, BadStorm, facts
from tools.pictures.storm.plot import EDGE, HEIGHT, Plot
from tools.pictures.storm.reading import MOST, BadLines, Part, Series, parts
from tools.site.telling import Telling

CSS = ROOT / "docs/theme/assets/storm.css"
HEADER = "$ python till.py  # CPython 3.13.5, Linux\n"
TWO = "without a lock:\n  till: 0 10 -20\n  cakes: 2 1 0\nwith a lock:\n  till: 0 10 20\ndone\n"


@pytest.fixture
def snippet(tmp_path):
    """A function that writes what a program has printed; returns the program."""

    def write(printed: str | None) -> Snippet:
        (tmp_path / "till.py").write_text("print()\n", "utf-8")
        if printed is not None:
            (tmp_path / "till.out").write_text(HEADER + printed, "utf-8")
        return Snippet("till.py", tmp_path)

    return write


@pytest.fixture
def figure(snippet):
    """A function that gives the figure of what a program has printed."""

    def draw(printed: str) -> BeautifulSoup:
        kind = KINDS["storm"]
        html = Telling("en").render(kind.template, facts=kind.facts(snippet(printed)), links=[])
        return BeautifulSoup(html, "html.parser")

    return draw


def test_a_part_has_the_series_below_its_title():
    assert parts(TWO.splitlines()) == (
        Part("without a lock", (Series("till", (0, 10, -20)), Series("cakes", (2, 1, 0)))),
        Part("with a lock", (Series("till", (0, 10, 20)),)),
    )


@pytest.mark.parametrize(
    "line",
    [
        "till: 1 2 3",
        "  till: 1",
        "  till: one 2 3",
        "  till: 1 2 three",
        "  till: 1.5 2",
        "  : 1 2",
    ],
)
def test_other_lines_are_not_drawn(line):
    assert parts([line, "  there: 1 2"]) == (Part("", (Series("there", (1, 2)),)),)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["done"], "it printed no line such as '  balance: 100 90 80'"),
        (["  a: 1 2 3", "  b: 1 2"], "b has 2 values, and a beside it 3"),
        ([f"  a:{' 1' * (MOST + 1)}"], f"a has {MOST + 1} values; print at most {MOST}"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(lines, said):
    with pytest.raises(BadLines, match=said):
        parts(lines)


@pytest.mark.parametrize("lengths", [(2, 9), (9, 2), (3, 9, 4)])
def test_all_parts_have_a_place_whichever_is_the_longest(lengths):
    drawn = [Part("", (Series("a", tuple(range(length))),)) for length in lengths]
    plot = Plot.of(drawn)
    ends = [float(plot.path(part.series[0]).rpartition("H")[2]) for part in drawn]
    assert ends == [*lengths]
    assert plot.steps == 9


def test_as_many_values_as_can_be_seen_are_drawn():
    (part,) = parts([f"  a:{' 1' * MOST}"])
    assert part.steps == MOST


def plot_of(*values: int) -> Plot:
    return Plot.of([Part("", (Series("till", values),))])


def test_every_value_and_zero_have_a_place():
    plot = plot_of(30, 100, -20)
    assert (plot.low, plot.high, plot.steps) == (-20, 100, 3)
    assert plot.y(100) == EDGE
    assert plot.y(-20) == HEIGHT - EDGE
    assert EDGE < plot.y(100) + 1 < plot.zero == plot.y(0) < plot.y(-20)
    assert [plot_of(0, 3).y(value) for value in (0, 1, 2)] == [120, 83.3, 46.7]
    assert (plot_of(0, 0).low, plot_of(0, 0).high) == (0, 1)
    assert plot_of(30, 100).low == 0
    assert plot_of(-30, -100).high == 0


def test_nothing_is_below_zero_unless_a_value_is():
    assert plot_of(0, 5).zero is None
    assert plot_of(0, -5).zero is not None


@pytest.mark.parametrize("values", [(0, 0), (5, 5, 5), (-3, -3)])
def test_values_that_never_change_have_a_scale(values):
    plot = plot_of(*values)
    assert plot.low < plot.high
    assert plot.path(Series("till", values)) == f"M0 {plot.y(values[0]):g}H{len(values)}"


def test_a_line_keeps_its_value_for_a_step():
    plot = plot_of(0, 10, 10, 0)
    top, bottom = EDGE, HEIGHT - EDGE
    assert plot.path(Series("till", (0, 10, 10, 0))) == f"M0 {bottom}H1V{top}H3V{bottom}H4"


@pytest.mark.parametrize("values", [(0, 1), (0, 7), (-20, 100), (0, 123_456), (-1, 200), (-7, -3)])
def test_few_round_levels_are_named_and_zero_is_one(values):
    plot = plot_of(*values)
    named = [level.value for level in plot.levels]
    assert 2 <= len(named) <= 6
    assert 0 in named
    assert named == sorted(set(named))
    assert all(plot.low <= value <= plot.high for value in named)


@pytest.mark.parametrize("steps", [2, 3, 9, 21, 50, MOST])
def test_few_steps_are_named_the_first_among_them(steps):
    ticks = plot_of(*range(steps)).ticks
    assert ticks[0].step == 0
    assert 1 < len(ticks) <= 6
    assert all(tick.x == pytest.approx(100 * tick.step / steps) for tick in ticks)


def test_all_parts_have_one_scale():
    plot = Plot.of(parts(TWO.splitlines()))
    assert (plot.low, plot.high, plot.steps) == (-20, 20, 3)


def test_what_is_drawn_is_told(figure):
    soup = figure(TWO)
    assert [title.text for title in soup.select(".storm-part .storm-title")] == [
        "without a lock",
        "with a lock",
    ]
    assert [item.text.strip() for item in soup.select(".storm-told li")] == [
        "till: 0 at first, -20 in the end, lowest -20, highest 10",
        "cakes: from 2 to 0",
        "till: from 0 to 20",
    ]
    first, second = soup.select("table")
    assert [row.get_text(" ").split() for row in first.select("tr")] == [
        ["Step", "till", "cakes"],
        ["0", "0", "2"],
        ["1", "10", "1"],
        ["2", "-20", "0"],
    ]
    assert len(second.select("tbody tr")) == 3
    assert "CPython 3.13.5" in soup.figcaption.text
    assert len(soup.select(".under")) == 2
    assert "below zero" in soup.figcaption.text


def test_a_series_has_one_look_and_no_two_share_it(figure):
    soup = figure(TWO)
    looks = [path["class"][0] for path in soup.select(".lines path")]
    assert looks == ["look-1", "look-2", "look-1"]
    css = CSS.read_text("utf-8")
    assert all(f".look-{number} " in css for number in range(1, LOOKS + 1))


def test_what_stays_is_told_and_nothing_is_shaded(figure):
    soup = figure("  till: 5 5 5\n")
    assert soup.select_one(".storm-told li").text.strip() == "till: 5 all the time"
    assert not soup.select(".under, .storm-title")
    assert "below zero" not in soup.text


def test_names_are_escaped_and_not_translated(figure):
    soup = figure("<b>:\n  <script>: 1 2\n")
    assert not soup.select("script, b")
    assert {one.text for one in soup.select('[translate="no"]')} == {"<b>", "<script>", "till.py"}


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (None, r"till\.py: .* pytest docs -k till --record"),
        ("done\n", r"till\.py: its storm cannot be drawn: it printed no line"),
        ("".join(f"  {n}: 1 2\n" for n in "abcdef"), r"till\.py: 6 series in one storm; at most 5"),
    ],
)
def test_a_program_without_a_storm_is_named(snippet, printed, said):
    with pytest.raises(BadStorm, match=said):
        KINDS["storm"].facts(snippet(printed))


def test_a_page_can_ask_for_it():
    assert KINDS["storm"].facts is facts
