"""`tools.pictures.lanes`, `drawing` and `lanes.j2`: who did what when, drawn and told."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from tools.files import ROOT
from tools.pictures import drawing
from tools.pictures.drawing import Drawing, Figure
from tools.pictures.lanes import Detail, Lane, LaneKind, Meanwhile, Picture, Span, State, at_once
from tools.site.telling import Telling

HOSTILE = "<script>alert('x')</script>"
CSS = ROOT / "docs/theme/assets/timelines.css"
ENGLISH = Telling("en")
FIGURE = """\
{% import "pictures/lanes.j2" as lanes with context %}
{% call lanes.figure(figure, label, titles=titles, stopped=stopped) %}{{ caption }}{% endcall %}
"""


def kitchen(**facts) -> Picture:
    """Two threads: one sleeps, one waits for the lock that the first holds."""
    held = Span(10, 90, Meanwhile.HELD, "oven", lines=(3,))
    cook = Lane("cook", 0, 100, spans=(Span(10, 90, State.SLEEP, lines=(4,)),), below=(held,))
    wait = Span(20, 90, State.LOCK, "oven", owners=("cook",), lines=(8,))
    guest = Lane("guest", 5, 100, spans=(wait,), parent=0)
    return Picture((cook, guest), **{"length": 100, **facts})


def changed(picture: Picture, index: int, **facts) -> Picture:
    lanes = [replace(each, **facts) if i == index else each for i, each in enumerate(picture.lanes)]
    return replace(picture, lanes=tuple(lanes))


def shown(*pictures: Picture, titles=None, stopped=None, label="", caption="") -> BeautifulSoup:
    """The figure of some pictures."""
    template = ENGLISH.environment.from_string(FIGURE)
    figure = Figure("kitchen", pictures)
    facts = {"titles": titles, "stopped": stopped, "label": label, "caption": caption}
    return BeautifulSoup(template.render(figure=figure, **facts), "html.parser")


def bars(picture: Picture) -> list[str]:
    """What the bars tell, in the order of the picture."""
    return [title.text for title in shown(picture).select("g > title")]


def words(picture: Picture) -> list[str]:
    return [item.text.strip() for item in shown(picture).select("details li")]


def test_each_bar_tells_what_when_and_where():
    assert bars(kitchen()) == [
        "sleeps: 10 ms to 90 ms, line 4",
        "holds oven: 10 ms to 90 ms, line 3",
        "waits for oven, held by cook: 20 ms to 90 ms, line 8",
    ]


def test_the_words_say_what_the_picture_shows():
    first, second = words(kitchen())
    assert first.startswith("cook, 0 ms to 100 ms: sleeps: 10 ms to 90 ms, line 4; holds oven")
    assert second == (
        "guest, 5 ms to 100 ms: waits for oven, held by cook: 20 ms to 90 ms, line 8."
    )


@pytest.mark.parametrize("detail", Detail)
def test_there_are_words_for_every_state(detail):
    every = [(state, what) for state in (*State, *Meanwhile) for what in ("", "pot")]
    spans = tuple(Span(at, at + 1, state, what, detail) for at, (state, what) in enumerate(every))
    for told in bars(Picture((Lane("cook", 0, 30, spans=spans),), 30)):
        said = re.sub(r": [\d.]+ ms to [\d.]+ ms$", "", told)
        assert said not in ("", told)
        assert said == " ".join(said.split())
        assert not re.search(r"(waits for|calls|holds)$", said)


@pytest.mark.parametrize("kind", LaneKind)
def test_every_kind_of_lane_is_called_something(kind):
    soup = shown(Picture((Lane("4711", 0, 100, kind),), 100))
    assert soup.select_one(".lane")["data-name"].strip()


def test_a_thread_has_the_colour_of_its_number():
    workers = (Lane("1", 0, 9, LaneKind.WORKER), Lane("2", 0, 9, LaneKind.WORKER))  # no main thread
    for lanes, numbers in ((kitchen().lanes, (0, 1)), (workers, (1, 2))):
        drawn = shown(Picture(lanes, 100)).select(".lane")
        assert [one["class"][1] for one in drawn] == [f"thread-{number}" for number in numbers]


def test_what_never_ended_says_so():
    picture = kitchen()
    wait = replace(picture.lanes[1].spans[0], open=True)
    picture = changed(picture, 1, spans=(wait,))
    assert "waits for oven, held by cook: from 20 ms on, line 8" in bars(picture)
    assert "still so after 4 s" in shown(picture, stopped=4000).text


def test_what_was_cut_off_has_a_cross_and_words():
    assert not shown(kitchen()).select(".cut")
    picture = changed(kitchen(), 0, cut=True)
    assert len(shown(picture).select(".cut")) == 1
    assert "cook, 0 ms to 100 ms, cut off there:" in words(picture)[0]


def test_text_of_a_run_is_escaped_wherever_it_stands():
    span = Span(0, 100, State.LOCK, HOSTILE, owners=(HOSTILE,), lines=(1,))
    picture = Picture((Lane(HOSTILE, 0, 100, spans=(span,), below=(span,)),), 100)
    soup = shown(picture, titles=[HOSTILE], label=HOSTILE, caption=HOSTILE)
    (script,) = soup.select("script")
    assert script["type"] == "application/json"
    assert str(soup).count("&lt;script&gt;") >= 6


@pytest.mark.parametrize(("width", "text"), [(100, "oven, held by"), (40, "oven"), (5, "")])
def test_the_longest_text_that_fits_stands_on_a_bar(width, text):
    assert drawing.fitting(("oven, held by", "oven"), width) == text


def test_wide_letters_need_more_room_than_narrow_ones_and_entities_are_one_letter():
    assert drawing.width_of("ill") < drawing.width_of("oven") < drawing.width_of("烤箱烤箱")
    assert drawing.width_of("&lt;") == drawing.width_of("<")


def test_many_lanes_of_one_kind_are_a_crowd():
    crowd = [
        Lane(f"Thread-{n} (buy)", n, 100, spans=(Span(n, 100, State.LOCK),), group="buy")
        for n in range(drawing.CROWD)
    ]
    picture = Picture((Lane("MainThread", 0, 100), *crowd), 100)
    assert f"{drawing.CROWD} × buy" in shown(picture).text
    assert f"at most {drawing.CROWD} at the same time" in words(picture)[1]
    assert len(words(picture)) == 2


def test_how_many_overlap_does_not_count_who_follows():
    spans = [Span(0, 10, State.RUN), Span(10, 20, State.RUN), Span(15, 20, State.RUN)]
    assert at_once(spans) == 2


def test_the_legend_explains_what_can_be_seen_and_a_run_however_short():
    picture = kitchen()
    assert Figure("x", (picture,)).states == ["lock", "sleep", "held"]
    ran = Span(0, 0.001, State.RUN)
    lanes = changed(picture, 0, spans=(ran, *picture.lanes[0].spans))
    assert Figure("x", (lanes,)).states == ["run", "lock", "sleep", "held"]
    told = shown(lanes).select_one(".lanes-legend").text
    assert "sleeping" in told
    assert "waiting in a queue" not in told


def test_every_state_has_a_look_of_its_own_without_its_colour():
    """A pattern, or none at all for the two that are full and empty; and a colour."""
    spans = [Span(at, at + 1, state) for at, state in enumerate(State)]
    soup = shown(Picture((Lane("cook", 0, 10, spans=tuple(spans)),), 10))
    patterns = {str(each).partition(">")[2] for each in soup.select("pattern")}
    assert len(patterns) == len(State) - 2
    css = CSS.read_text("utf-8")
    for state in (*State, *Meanwhile):
        assert re.search(rf"\.s-{state}\b", css), state


def test_no_two_figures_have_patterns_of_one_name():
    soup = shown(kitchen())
    for pattern in soup.select("pattern"):
        assert pattern["id"].startswith("kitchen-")
        assert f"url(#{pattern['id']})" in str(soup)


def test_a_pattern_goes_through_a_bar_evenly():
    """Bars are a whole number of tiles high, and each lane is the origin of its patterns."""
    soup = shown(kitchen())
    (size,) = {int(pattern["height"]) for pattern in soup.select("pattern")}
    assert drawing.BAR % size == 0
    for lane in soup.select(".lane"):
        assert re.fullmatch(r"translate\(0 [\d.]+\)", lane["transform"])
        assert {rect["y"] for rect in lane.select(".span rect")} == {"0"}


def test_places_are_in_percent_and_nothing_leaves_the_picture():
    for rect in shown(kitchen()).select(".lane rect"):
        x, width = (float(rect[name].rstrip("%")) for name in ("x", "width"))
        assert 0 <= x <= x + width <= 100.2


@pytest.mark.parametrize(
    ("length", "step"), [(100, 20), (60, 20), (1, 0.2), (4100, 1000), (0.03, 0.01), (99, 20)]
)
def test_an_axis_has_a_few_round_steps(length, step):
    assert drawing.steps(length) == pytest.approx(step)
    assert 2 <= length / drawing.steps(length) <= drawing.TICKS


def test_the_axis_leaves_a_jump_out_and_marks_it():
    picture = kitchen(length=4000, jump=(110, 3980))
    places = [drawing.percent(picture, time) for time in (0, 55, 110, 2000, 3980, 4000)]
    assert places[0] == 0
    assert places[1] == pytest.approx(drawing.BEFORE / 2)
    assert places[2] == drawing.BEFORE
    assert places[4:] == [drawing.AFTER, 100]
    assert all(one < other for one, other in pairwise(places))
    soup = shown(picture)
    assert len(soup.select(".jump-edge")) == 2
    assert not shown(kitchen()).select(".jump-edge")
    times = [tick.time for tick in Drawing(picture, ["", ""]).ticks()]
    assert times == [0, 50, 100, 4000]


def test_no_text_on_a_bar_goes_through_a_jump():
    long = Span(80, 4000, State.JOIN, "a thread with a very long name indeed")
    picture = Picture((Lane("cook", 0, 4000, spans=(long,)),), 4000, (110, 3980))
    bar = Drawing(picture, [""]).bar(0, long)
    assert bar.x + bar.free == drawing.BEFORE < bar.x + bar.width


def test_the_line_of_a_lane_goes_from_its_own_parent_to_its_own_begin():
    lanes = (Lane("one", 0, 100), Lane("two", 5, 100, parent=0), Lane("three", 60, 100, parent=1))
    placed = Drawing(Picture(lanes, 100), ["one", "two", "three"])
    line = placed.start(2)
    assert line.x == 60
    assert line.pieces[0][0] == placed.rows[1].top + drawing.BAR / 2
    assert line.pieces[-1][1] == placed.rows[2].top
    assert placed.start(0) is None


def test_a_bar_is_as_long_as_its_span_and_never_too_short_to_be_seen():
    picture = Picture((Lane("cook", 0, 1000),), 1000)
    placed = Drawing(picture, ["cook"])
    long, short = (placed.bar(0, Span(10, end, State.RUN)) for end in (260, 10.0001))
    assert (long.x, long.width) == (1, 25)
    assert (short.x, short.width) == (1, drawing.LEAST)
    assert 0 < drawing.LEAST < drawing.SEEN < 1


def test_what_goes_on_at_once_lies_below_each_other_and_the_next_lane_below_all():
    held = [Span(0, 90, Meanwhile.HELD, name, depth=depth) for depth, name in enumerate("ab")]
    lanes = (Lane("one", 0, 100, below=tuple(held)), Lane("two", 0, 100))
    placed = Drawing(Picture(lanes, 100), ["one", "two"])
    tops = [placed.bar(0, span).top for span in held]
    assert drawing.BAR <= tops[0] < tops[0] + placed.bar(0, held[0]).height <= tops[1]
    bottom = placed.rows[0].top + tops[1] + placed.bar(0, held[1]).height
    assert bottom <= placed.rows[1].label - 8 < placed.rows[1].top < placed.bottom


@pytest.mark.parametrize(
    ("name", "begin", "pieces"), [("oven", 90, 1), ("a name that is long enough", 20, 2)]
)
def test_the_line_from_the_parent_does_not_run_through_a_name(name, begin, pieces):
    lanes = (Lane("MainThread", 0, 100), Lane(name, 0, 100, parent=0))
    picture = Picture((*lanes, Lane("last", begin, 100, parent=0)), 100)
    placed = Drawing(picture, ["MainThread", name, "last"])
    line = placed.start(2)
    assert len(line.pieces) == pieces
    for row, text in zip(placed.rows, placed.names, strict=True):
        reach = 100 * (drawing.width_of(text) + row.indent) / drawing.NARROW
        for top, bottom in line.pieces:
            assert line.x > reach or not top < row.label < bottom


def test_pictures_that_can_be_compared_have_one_axis():
    assert drawing.axes([]) == []
    assert drawing.axes([100, 390, 200]) == [390, 390, 390]
    assert drawing.axes([100, 90, 401, 400, 5]) == [100, 100, 401, 401, 5]
