"""`tools.pictures.switching`: who ran when, and what is told of it."""

import logging

import pytest
from bs4 import BeautifulSoup

from tools import cache, interpreters
from tools.examples.outcome import outcome_of
from tools.examples.snippet import Snippet
from tools.interpreters import Interpreter, running
from tools.pictures import KINDS, switching
from tools.pictures.lanes import State
from tools.pictures.switching import BadSwitching, Wanted, picture, record, shares, told
from tools.pictures.switching.columns import shared, turns
from tools.site.telling import Telling

GIL = Interpreter("CPython", (3, 15, 0), True, "python")
NO_GIL = Interpreter("CPython", (3, 15, 0), False, "python")
BY_TURNS = ["#####....." * 6, ".....#####" * 6]  # 5 ms each: 60 columns are 60 ms
TOGETHER = ["#" * 60] * 2
ALONE = ["#" * 60, "." * 60]
PROGRAM = Snippet("gil/who_runs.py")
ENGLISH = Telling("en")


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A function that writes a program in place of the one on the page."""
    monkeypatch.setattr(cache, "FOLDER", tmp_path / "cache")

    def write(text: str) -> Snippet:
        (tmp_path / "who.py").write_text(text, "utf-8")
        return Snippet("who.py", tmp_path)

    return write


@pytest.fixture
def figure(monkeypatch):
    """A function that gives the figure of some columns, on a machine with so many cores."""

    def draw(wanted: Wanted, columns: list[str], cores: int = 2) -> BeautifulSoup:
        monkeypatch.setattr(switching, "plan", lambda snippet: [wanted])
        monkeypatch.setattr(switching, "recording", lambda snippet, wanted: columns)
        monkeypatch.setattr(switching.machine, "usable_cores", lambda: cores)
        facts = switching.facts(PROGRAM)
        return BeautifulSoup(
            ENGLISH.render(KINDS["switching"].template, facts=facts), "html.parser"
        )

    return draw


@pytest.mark.parametrize(
    ("wanted", "columns", "in_turn", "as_told"),
    [
        (Wanted(GIL), BY_TURNS, True, True),
        (Wanted(GIL), TOGETHER, False, False),
        (Wanted(GIL), ALONE, False, False),
        (Wanted(GIL, switch="1"), BY_TURNS, True, False),
        (Wanted(GIL, switch="20"), BY_TURNS, True, False),
        (Wanted(NO_GIL), TOGETHER, False, True),
        (Wanted(NO_GIL), BY_TURNS, True, False),
        (Wanted(GIL, "processes"), TOGETHER, False, True),
        (Wanted(GIL, "interpreters"), ALONE, False, False),
    ],
)
def test_what_is_found_is_what_was_recorded(wanted, columns, in_turn, as_told):
    found = told(wanted, columns)
    assert (found.in_turn, found.as_told) == (in_turn, as_told)


def test_what_is_told_is_what_was_found(figure):
    soup = figure(Wanted(GIL), BY_TURNS)
    assert soup.select_one(".lanes-title").text == ("CPython 3.15, 2 threads: turns of 5 ms")
    assert [item.text for item in soup.select("details > ul > li > ul > li")] == [
        "thread 1 runs for 30 ms, in 6 turns.",
        "thread 2 runs for 30 ms, in 6 turns.",
    ], "below the title of their picture"
    assert "Not what the text says" not in soup.text
    soup = figure(Wanted(GIL, switch="1"), TOGETHER)
    assert soup.select_one(".lanes-title").text == (
        "CPython 3.15, setswitchinterval(0.001): disturbed, both run 100% of the time"
    )
    assert "Not what the text says: CPython 3.15, setswitchinterval(0.001)." in soup.text


def test_one_core_and_moments_without_either_worker_are_explained(figure):
    assert "gave one core" in figure(Wanted(NO_GIL), ALONE, cores=1).text
    idle = ["#" * 50 + "." * 10, "." * 60]
    assert "both lanes are empty" in figure(Wanted(GIL), idle).text
    assert "both lanes are empty" not in figure(Wanted(GIL), ALONE).text


def test_a_turn_ends_when_the_other_worker_runs_not_when_nobody_does():
    columns = ["##########..........##.#######", "..........##########.........."]
    assert shares([columns[0] * 2, columns[1] * 2]).turn == pytest.approx(10)
    assert shares(columns).turn == pytest.approx(20)
    assert shares(ALONE).turn is None


def test_the_shares_are_of_all_moments():
    found = shares(["##..#", ".#..."])
    assert (found.both, found.nobody) == (1 / 5, 2 / 5)
    for reckoned in (shares, shared):
        with pytest.raises(ValueError, match="longer"):
            reckoned(["#", "##"])


@pytest.mark.parametrize(
    ("columns", "first", "second"),
    [
        (["#.", "#."], [(0, 15)], [(15, 30)]),
        ([".#", "##"], [(45, 60)], [(0, 45)]),
        ([".##", "#.#"], [(20, 50)], [(0, 20), (50, 60)]),
        (["..#", "#.#"], [(50, 60)], [(0, 20), (40, 50)]),
        (["#.#", "..#"], [(0, 20), (40, 50)], [(50, 60)]),
        (["##", "##"], [(0, 15), (45, 60)], [(15, 45)]),
    ],
)
def test_a_column_of_both_begins_with_who_ran_before(columns, first, second):
    assert shared(columns) == [first, second]


def test_a_lane_is_filled_where_its_worker_ran():
    drawn = picture(Wanted(NO_GIL), BY_TURNS)
    first, second = ([(s.begin, s.end) for s in lane.of(State.RUN)] for lane in drawn.lanes)
    assert first[:2] == [(0, 5), (10, 15)]
    assert second[:2] == [(5, 10), (15, 20)]
    assert drawn.lanes[0].spans[0].state == "ready"


@pytest.mark.parametrize(
    "columns",
    [BY_TURNS, TOGETHER, ["##..##..##" * 6, ".###.##.##" * 6], ["#.#" * 20, "###" * 20]],
)
def test_with_one_gil_no_picture_shows_two_workers_running_at_once(columns):
    """The column in which the GIL is handed over has the one in its first half, then the other."""
    edges = [
        (x, step) for lane in shared(columns) for b, e in lane for x, step in ((b, 1), (e, -1))
    ]
    now = 0
    for _, step in sorted(edges):
        now += step
        assert now <= 1
    both = sum(one == other == "#" for one, other in zip(*columns, strict=True))
    either = sum("#" in pair for pair in zip(*columns, strict=True))
    ran = sum(e - b for lane in shared(columns) for b, e in lane)
    assert ran == pytest.approx(either * 60 / len(columns[0]))
    if not both:
        assert shared(columns) == [turns(line) for line in columns]


def test_the_program_of_the_page_can_be_recorded():
    """What the picture draws is what the program prints without the picture, but finer."""
    columns = record(PROGRAM, Wanted(running()))
    assert [set(line) <= {"#", "."} for line in columns] == [True, True]
    assert shares(columns).both <= switching.NEVER or not running().gil


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("raise OSError('no clock')", "OSError: no clock"),
        ("print('<script>')", r"status 0, it printed '<script>\\n'"),
        ("import sys; sys.exit(3)", "status 3"),
        ("import sys; print(sys.flags.dev_mode)", r"status 0, it printed 'False\\n'"),
    ],
)
def test_a_recording_that_fails_fails_the_page_and_names_the_example(program, text, why):
    with pytest.raises(BadSwitching, match=rf"who\.py threads 5 600, recorded on .*: {why}"):
        switching.recording(program(text), Wanted(running()))
    assert not list(cache.FOLDER.rglob("*.gz"))


def test_names_in_a_picture_are_escaped(figure):
    soup = figure(Wanted(Interpreter("<script>", (3, 15, 0), True, "python")), TOGETHER)
    assert len(soup.select("script")) == 1
    assert str(soup).count("&lt;script&gt;") == 3  # title, words, caption


def test_nothing_is_recorded_again_until_the_program_or_the_interpreter_changes(
    program, monkeypatch, caplog
):
    caplog.set_level(logging.INFO)
    columns = [line * 10 for line in BY_TURNS]
    text = f"print({columns[0]!r})\nprint({columns[1]!r})\n"
    monkeypatch.setattr(switching, "as_told", lambda wanted, found: True)
    first = switching.recording(program(text), Wanted(running()))
    assert first == columns
    assert caplog.messages == [f"making who.py: {running().name}.threads.5"]
    with monkeypatch.context() as patch:
        patch.setattr(switching, "record", None)
        assert switching.recording(program(text), Wanted(running())) == columns
    switching.recording(program(text + "\n"), Wanted(running()))
    switching.recording(program(text + "\n"), Wanted(running(), switch="1"))
    assert len(caplog.messages) == 3


def test_only_what_the_pythons_of_this_machine_can_do_is_drawn(monkeypatch):
    old, new = (Interpreter("CPython", (3, minor, 0), True, "python") for minor in (10, 13))
    monkeypatch.setattr(interpreters, "find", lambda: (old, new, NO_GIL))
    assert switching.plan(PROGRAM) == [
        Wanted(new),
        Wanted(NO_GIL),
        Wanted(new, switch="1"),
        Wanted(new, switch="20"),
        Wanted(new, "processes"),
    ]
    monkeypatch.setattr(interpreters, "find", lambda: (GIL,))
    assert switching.plan(PROGRAM)[-1] == Wanted(GIL, "interpreters")
    monkeypatch.setattr(interpreters, "find", lambda: (NO_GIL,))
    assert switching.plan(PROGRAM) == [Wanted(NO_GIL)]


def test_a_page_can_ask_for_it():
    assert KINDS["switching"].facts is switching.facts
    assert outcome_of(PROGRAM).check
