"""`tools.pictures.drawing`: made-up lanes, and exactly where they are drawn.

What stands beside each other is worked out by hand from the sizes, not from the code.
"""

from dataclasses import replace

import pytest

from tools.pictures import drawing
from tools.pictures.drawing import (
    AFTER,
    AXIS,
    BAR,
    BEFORE,
    CROWD,
    GAP,
    HOLD,
    INDENT,
    LABEL,
    LEAST,
    THIN,
    Bar,
    Common,
    Drawing,
    Figure,
    Line,
    Row,
    Tick,
)
from tools.pictures.lanes import Lane, LaneKind, Meanwhile, Picture, Span, State

USUAL = drawing.LETTERS["usual"]
BASE, FIRST = 11, 2  # px: from the top of a name's line to the name's; above all lanes


def lane(name: str = "x", begin: float = 0, **facts) -> Lane:
    return Lane(name, begin, 100, **facts)


def placed(*lanes: Lane, length: float = 100, jump=None, names=None) -> Drawing:
    """A drawing in which lanes are called what they are named."""
    return Drawing(Picture(lanes, length, jump), names or [each.name for each in lanes])


def crowd(group: str, **facts) -> list[Lane]:
    return [lane(f"{group}{number}", group=group, **facts) for number in range(CROWD)]


def test_each_lane_has_its_place_below_the_one_before():
    held = (Span(0, 90, Meanwhile.HELD), Span(0, 90, Meanwhile.HELD, depth=1))
    unseen = Span(5, 5.01, Meanwhile.HELD, depth=2)
    task = lane("task", kind=LaneKind.TASK, below=(*held, unseen))
    found = placed(lane("one"), task, lane(""), *crowd("g"), *crowd("h"), lane("few", group="f"))
    y = FIRST
    expected = [Row(y + LABEL, BAR, y + BASE, 0, 0, y := y + LABEL + BAR + GAP)]
    expected.append(Row(y + LABEL, BAR, y + BASE, INDENT, 0, y := y + LABEL + BAR + 2 * HOLD + GAP))
    expected.append(Row(y, BAR, None, 0, 0, y := y + BAR + GAP))
    for _ in "gh":
        y += GAP
        expected.append(Row(y + LABEL, THIN - 1, y + BASE, 0, CROWD, y := y + LABEL + THIN))
        for _ in range(CROWD - 1):
            expected.append(Row(y, THIN - 1, None, 0, CROWD, y := y + THIN))
    expected.append(Row(y + LABEL, BAR, y + BASE, 0, 0, y := y + LABEL + BAR + GAP))
    assert found.rows == expected
    assert (found.bottom, found.height) == (y, y + AXIS)


def test_a_crowd_may_be_the_first_and_nothing_may_be_drawn():
    (first, *_) = placed(*crowd("g")).rows
    assert first == Row(FIRST + LABEL, THIN - 1, FIRST + BASE, 0, CROWD, FIRST + LABEL + THIN)
    assert {row.crowd for row in placed(*crowd("g")[1:]).rows} == {0}
    assert (placed().bottom, placed().height) == (0, AXIS)


def test_each_lane_needs_a_name_be_it_empty():
    with pytest.raises(ValueError, match="shorter"):
        placed(lane(), lane(), names=["x"])


def test_a_text_fits_with_its_margin():
    width = 4 * USUAL + 7
    assert drawing.fitting(("oven",), width) == "oven"
    assert drawing.fitting(("oven",), width - 0.5) == ""
    wide = Bar(0, 50, 0, BAR, 100 * (width + 0.01) / drawing.WIDE)
    assert wide.fitting(["oven"]) == ("oven", "")
    both = replace(wide, free=100 * (width + 0.01) / drawing.NARROW)
    assert both.fitting(["oven"]) == ("oven", "oven")


@pytest.mark.parametrize(("length", "step"), [(5, 1), (5.1, 2), (10, 2), (25, 5), (50, 10)])
def test_the_least_step_that_goes_five_times_into_an_axis(length, step):
    assert drawing.steps(length) == step


JUMP = {"length": 1000, "jump": (100, 900)}


@pytest.mark.parametrize(
    ("time", "x"), [(0, 0), (25, 20), (100, 80), (300, 81.5), (900, 86), (950, 93), (1000, 100)]
)
def test_a_moment_has_its_place_before_in_and_after_a_jump(time, x):
    assert placed(lane(), **JUMP).percent(time) == pytest.approx(x)


def test_what_is_half_a_percent_long_is_seen_wherever_it_is():
    shown = Span(0, 0.5, State.RUN)
    assert placed(lane()).seen([shown, Span(50, 50.4, State.RUN)]) == [shown]
    assert placed(*crowd("g", below=(shown,))).below(0) == []
    assert placed(lane(below=(shown,))).below(0) == [shown]


@pytest.mark.parametrize(
    ("span", "jump", "bar"),
    [
        (Span(10, 100, State.RUN), {}, Bar(10, 90, 0, BAR, 90)),
        (Span(90, 100, State.RUN), {}, Bar(90, 10, 0, BAR, 10)),
        (Span(10, 10.01, State.RUN), {}, Bar(10, LEAST, 0, BAR, LEAST)),
        (Span(0, 50, Meanwhile.CALL), {}, Bar(0, 50, BAR + 1, HOLD - 2, 50)),
        (Span(0, 50, Meanwhile.HELD, depth=2), {}, Bar(0, 50, BAR + 2 * HOLD + 1, HOLD - 2, 50)),
        (Span(50, 1000, State.IO), JUMP, Bar(40, 60, 0, BAR, BEFORE - 40)),
        (Span(50, 75, State.IO), JUMP, Bar(40, 20, 0, BAR, 20)),
        (Span(100, 1000, State.IO), JUMP, Bar(BEFORE, 20, 0, BAR, 0)),
        (Span(900, 1000, State.IO), JUMP, Bar(AFTER, 14, 0, BAR, 14)),
    ],
)
def test_a_bar_is_where_its_span_is_and_is_free_up_to_a_jump(span, jump, bar):
    assert placed(lane(), **jump).bar(0, span) == bar


def test_the_bars_of_a_crowd_are_as_thin_as_its_lanes():
    assert placed(*crowd("g")).bar(3, Span(0, 50, State.RUN)).height == THIN - 1


def test_a_start_line_goes_down_from_the_middle_of_the_parent():
    of_last = lane("last", begin=50, parent=0)
    below = placed(lane("one"), lane("", parent=2), of_last)
    top, bottom = below.rows[0].top + BAR / 2, below.rows[2].top
    assert below.start(2) == Line(50, ((top, bottom),))
    assert below.start(1) is None  # its parent is further down
    assert placed(lane("one"), *crowd("g", parent=0)).start(5) is None


def test_a_note_goes_from_the_top_of_one_lane_to_the_bottom_of_the_other():
    found = placed(lane("a"), lane(""), lane("b"))
    top, bottom = found.rows[0].top, found.rows[2].top + BAR
    assert found.note(2, 40, 0) == Line(40, ((top, bottom),))


EXACTLY = "烤箱烤" + 6 * "n"  # ends, with its margin, at a quarter of a phone's width


@pytest.mark.parametrize(
    ("name", "kind", "at", "broken"),
    [
        ("oven", LaneKind.THREAD, 29.9, True),
        ("oven", LaneKind.THREAD, 30.1, False),
        ("oven", LaneKind.THREAD, 30.9, False),
        ("oven", LaneKind.TASK, 39.9, True),
        ("oven", LaneKind.TASK, 40.1, False),
        (EXACTLY, LaneKind.THREAD, drawing.NARROW / 4, False),
    ],
)
def test_a_line_is_broken_by_the_names_that_it_would_run_through(name, kind, at, broken):
    long = 60 * "n"
    lanes = [lane(long), lane(""), lane(name, kind=kind), lane(""), lane(long)]
    found = placed(*lanes, length=drawing.NARROW)
    top, label, bottom = found.rows[1].top, found.rows[2].label, found.rows[3].top + BAR
    assert label is not None
    pieces = ((top, label - 12), (label + 4, bottom)) if broken else ((top, bottom),)
    assert found.note(3, at, 1).pieces == pieces


def test_the_axis_has_its_moments_from_end_to_end():
    found = placed(lane(), length=1000).ticks()
    assert found == [
        Tick(0, 0, "start"),
        Tick(20, 200, "middle"),
        Tick(40, 400, "middle"),
        Tick(60, 600, "middle"),
        Tick(80, 800, "middle"),
        Tick(100, 1000, "end"),
    ]
    assert [tick.x for tick in placed(lane(), length=0.3).ticks()][-1] == pytest.approx(100)


def test_no_moment_stands_close_to_a_jump_and_the_end_stands_after_it():
    def times(begin: float) -> list[float]:
        return [tick.time for tick in placed(lane(), length=1000, jump=(begin, 900)).ticks()]

    assert times(100) == [0, 20, 40, 60, 80, 1000]
    assert times(4 / 0.91875) == [0, 1, 2, 3, 4, 1000]  # at 73.5 percent
    assert times(4 * 40 / 37) == [0, 1, 2, 3, 1000]  # at 74, exactly
    assert (placed(lane()).jump, placed(lane(), **JUMP).jump) == (None, (BEFORE, AFTER))


@pytest.mark.parametrize(
    ("x", "anchor"),
    [(0, "start"), (4.9, "start"), (5, "middle"), (93, "middle"), (93.1, "end"), (100, "end")],
)
def test_a_moment_at_an_edge_is_set_inwards(x, anchor):
    assert drawing.anchor(x) == anchor


def test_what_a_crowd_did_is_counted_in_each_state_but_running():
    spans = [Span(0, 10, State.LOCK), Span(10, 15, State.RUN), Span(15, 17, State.SLEEP)]
    lanes = [lane(spans=tuple(spans)), lane(spans=(Span(5, 25, State.LOCK),))]
    assert Figure("x", ()).common(lanes) == [
        Common(State.LOCK, 2, 15, 2),
        Common(State.SLEEP, 1, 2, 1),
    ]


def test_pictures_up_to_four_times_as_long_as_the_shortest_have_one_axis():
    assert drawing.axes([100, 400]) == [400, 400]
    assert drawing.axes([100, 401]) == [100, 401]
