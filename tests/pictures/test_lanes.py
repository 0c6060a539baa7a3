"""`tools.pictures.lanes`: pictures of who did what when."""

import re

import pytest
from bs4 import BeautifulSoup

from tools.files import ROOT
from tools.pictures import lanes
from tools.pictures.lanes import Lane, Picture, Span

HOSTILE = "<script>alert('x')</script>"


def kitchen(**facts) -> Picture:
    """Two threads: one sleeps, one waits for the lock that the first holds."""
    held = Span(10, 90, "held", "holds oven", [3], ("oven",))
    cook = Lane("cook", 0, 100, [Span(10, 90, "sleep", "sleeps", [4], ("sleep",))], [held])
    guest = Lane("guest", 5, 100, [Span(20, 90, "lock", "waits for oven", [8], ("oven",))])
    guest.parent = 0
    return Picture([cook, guest], 100, **facts)


def bars(picture: Picture) -> list[str]:
    """What the bars tell, in the order of the picture."""
    return [title.text for title in BeautifulSoup(lanes.svg(picture), "html.parser")("title")]


def test_each_bar_tells_what_when_and_where():
    assert bars(kitchen()) == [
        "sleeps: 10 ms to 90 ms, line 4",
        "holds oven: 10 ms to 90 ms, line 3",
        "waits for oven: 20 ms to 90 ms, line 8",
    ]


def test_the_words_say_what_the_picture_shows():
    first, second = lanes.words(kitchen())
    assert first.startswith("cook, 0 ms to 100 ms: sleeps: 10 ms to 90 ms, line 4; holds oven")
    assert second == "guest, 5 ms to 100 ms: waits for oven: 20 ms to 90 ms, line 8."


def test_what_never_ended_says_so():
    picture = kitchen(stopped="still so after 4 s")
    picture.lanes[1].spans[0].open = True
    assert "waits for oven: from 20 ms on, line 8" in bars(picture)
    assert "still so after 4 s" in lanes.svg(picture)


def test_what_was_cut_off_has_a_cross_and_words():
    picture = kitchen()
    assert 'class="cut"' not in lanes.svg(picture)
    picture.lanes[0].cut = True
    assert lanes.svg(picture).count('class="cut"') == 1
    assert "cook, 0 ms to 100 ms, cut off there:" in lanes.words(picture)[0]


def test_text_of_a_run_is_escaped_wherever_it_stands():
    span = Span(0, 100, "lock", HOSTILE, [1], (HOSTILE,))
    picture = Picture([Lane(HOSTILE, 0, 100, [span], [span])], 100, HOSTILE, HOSTILE)
    shown = lanes.figure([picture], HOSTILE, "")
    assert "<script" not in shown
    assert BeautifulSoup(shown, "html.parser").find("script") is None
    assert shown.count("&lt;script&gt;") >= 6


@pytest.mark.parametrize(("width", "text"), [(100, "oven, held by"), (40, "oven"), (5, "")])
def test_the_longest_text_that_fits_stands_on_a_bar(width, text):
    assert lanes.fitting(("oven, held by", "oven"), width) == text


def test_many_lanes_of_one_kind_are_a_crowd():
    crowd = [
        Lane(f"Thread-{n} (buy)", n, 100, [Span(n, 100, "lock", "waits")], group="buy")
        for n in range(lanes.CROWD)
    ]
    picture = Picture([Lane("MainThread", 0, 100), *crowd], 100)
    text = BeautifulSoup(lanes.svg(picture), "html.parser").text
    assert f"{lanes.CROWD} × buy" in text
    assert f"at most {lanes.CROWD} at the same time" in lanes.words(picture)[1]
    assert len(lanes.words(picture)) == 2


def test_how_many_overlap_does_not_count_who_follows():
    spans = [Span(0, 10, "run", ""), Span(10, 20, "run", ""), Span(15, 20, "run", "")]
    assert lanes.at_once(spans) == 2


def test_the_legend_explains_what_can_be_seen():
    told = BeautifulSoup(lanes.legend([kitchen()]), "html.parser").text
    for state in ("sleep", "lock", "run"):
        assert lanes.STATES[state] in told
    assert lanes.BELOW["held"] in told
    assert lanes.STATES["queue"] not in told


def test_every_state_has_a_look_of_its_own_without_its_colour():
    """A pattern, or none at all for the two that are full and empty; and a colour."""
    plain = set(lanes.STATES) - set(lanes.PATTERNS)
    assert plain == {"run", "ready"}
    assert len(set(lanes.PATTERNS.values())) == len(lanes.PATTERNS)
    css = (ROOT / "docs/theme/theme.css").read_text("utf-8")
    for state in lanes.STATES | lanes.BELOW:
        assert re.search(rf"\.s-{state}\b", css), state


def test_places_are_in_percent_and_nothing_leaves_the_picture():
    for x, width in re.findall(r'<rect x="([\d.]+)%" .*?width="([\d.]+)%"', lanes.svg(kitchen())):
        assert 0 <= float(x) <= float(x) + float(width) <= 100.2


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "0 ms"), (0.4217, "0.42 ms"), (12.4, "12 ms"), (1234, "1.23 s")]
)
def test_times_are_told_as_people_do(milliseconds, text):
    assert lanes.time_text(milliseconds) == text
