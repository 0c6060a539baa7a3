"""`tools.pictures.switching`: who ran when; `tools.cache`: nothing is recorded twice."""

import logging

import pytest

from tools import cache as kept
from tools import interpreters
from tools.examples import outcome as outcomes
from tools.examples.snippet import Snippet
from tools.interpreters import Interpreter, running
from tools.pictures import lanes
from tools.pictures import switching as batons
from tools.pictures.switching import (
    BadBatons,
    Wanted,
    caption,
    name,
    picture,
    record,
    shares,
    title,
)
from tools.site import hooks

GIL = Interpreter("CPython", (3, 15, 0), True, "python")
NO_GIL = Interpreter("CPython", (3, 15, 0), False, "python")
BY_TURNS = ["#####....." * 6, ".....#####" * 6]  # 5 ms each: 60 columns are 60 ms
TOGETHER = ["#" * 60] * 2
ALONE = ["#" * 60, "." * 60]
PROGRAM = Snippet("gil/who_runs.py")


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A function that writes a program in place of the one on the page."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")

    def write(text: str) -> Snippet:
        (tmp_path / "who.py").write_text(text, "utf-8")
        return Snippet("who.py", tmp_path)

    return write


def told(wanted: Wanted, columns: list[str]) -> str:
    found = shares(columns)
    return f"{title(wanted, found)} | {caption([(wanted, found)], 2)}"


@pytest.mark.parametrize(
    ("wanted", "columns", "says", "strange"),
    [
        (Wanted(GIL), BY_TURNS, "turns of 5\N{NO-BREAK SPACE}ms", False),
        (Wanted(GIL), TOGETHER, "disturbed, both run 100% of the time", True),
        (Wanted(GIL), ALONE, "disturbed, both run 0% of the time", True),
        (Wanted(GIL, switch="1"), BY_TURNS, "disturbed, turns of 5\N{NO-BREAK SPACE}ms", True),
        (Wanted(NO_GIL), TOGETHER, "both run 100% of the time", False),
        (Wanted(NO_GIL), BY_TURNS, "disturbed, turns of 5\N{NO-BREAK SPACE}ms", True),
        (Wanted(GIL, "processes"), TOGETHER, "both run 100% of the time", False),
        (Wanted(GIL, "interpreters"), ALONE, "disturbed, both run 0% of the time", True),
    ],
)
def test_what_is_said_is_what_was_recorded_and_what_is_strange_is_told(
    wanted, columns, says, strange
):
    said = told(wanted, columns)
    assert says in said
    assert ("Not what the text says: " in said) == strange


def test_one_core_and_moments_without_either_worker_are_explained():
    found = shares(ALONE)
    assert "gave one core" in caption([(Wanted(NO_GIL), found)], 1)
    idle = shares(["#" * 50 + "." * 10, "." * 60])
    assert "both lanes are empty" in caption([(Wanted(GIL), idle)], 2)
    assert "both lanes are empty" not in caption([(Wanted(GIL), found)], 2)


def test_a_turn_ends_when_the_other_worker_runs_not_when_nobody_does():
    columns = ["##########..........##.#######", "..........##########.........."]
    assert shares([columns[0] * 2, columns[1] * 2]).turn == pytest.approx(10)
    assert shares(columns).turn == pytest.approx(20)
    assert shares(ALONE).turn is None


def test_a_lane_is_filled_where_its_worker_ran():
    drawn = picture(Wanted(GIL), BY_TURNS)
    (first, second) = (
        [(s.begin, s.end) for s in lane.spans if s.state == "run"] for lane in drawn.lanes
    )
    assert first[:2] == [(0, 5), (10, 15)]
    assert second[:2] == [(5, 10), (15, 20)]
    assert lanes.words(drawn)[1:] == [
        "thread 1 runs for 30 ms, in 6 turns.",
        "thread 2 runs for 30 ms, in 6 turns.",
    ]


def test_the_program_of_the_page_can_be_recorded():
    """What the picture draws is what the program prints without the picture, but finer."""
    columns = record(PROGRAM, Wanted(running()))
    assert [set(line) <= {"#", "."} for line in columns] == [True, True]
    assert shares(columns).both <= batons.NEVER or not running().gil


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("raise OSError('no clock')", "OSError: no clock"),
        ("print('<script>')", r"status 0, it printed '<script>\\n'"),
        ("import sys; sys.exit(3)", "status 3"),
    ],
)
def test_a_recording_that_fails_fails_the_page_and_names_the_example(program, text, why):
    with pytest.raises(BadBatons, match=rf"who\.py threads 5 600, recorded on .*: {why}"):
        batons.recording(program(text), Wanted(running()))
    assert not list(kept.FOLDER.rglob("*.gz"))


def test_names_in_a_picture_are_escaped(monkeypatch):
    strange = Interpreter("<script>", (3, 15, 0), True, "python")
    monkeypatch.setattr(batons, "plan", lambda snippet: [Wanted(strange)])
    monkeypatch.setattr(batons, "recording", lambda snippet, wanted: TOGETHER)
    shown = batons.as_html(PROGRAM, "gil/what-it-is.md")
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") == 3  # title, words, caption


def test_nothing_is_recorded_again_until_the_program_or_the_interpreter_changes(
    program, monkeypatch, caplog
):
    caplog.set_level(logging.INFO)
    columns = [line * 10 for line in BY_TURNS]
    text = f"print({columns[0]!r})\nprint({columns[1]!r})\n"
    monkeypatch.setattr(batons, "as_told", lambda wanted, found: True)
    first = batons.recording(program(text), Wanted(running()))
    assert first == columns
    assert caplog.messages == [f"making who.py: {running().name}.threads.5"]
    with monkeypatch.context() as patch:
        patch.setattr(batons, "record", None)
        assert batons.recording(program(text), Wanted(running())) == columns
    batons.recording(program(text + "\n"), Wanted(running()))
    batons.recording(program(text + "\n"), Wanted(running(), switch="1"))
    assert len(caplog.messages) == 3


def test_only_what_the_pythons_of_this_machine_can_do_is_drawn(monkeypatch):
    old, new = (Interpreter("CPython", (3, minor, 0), True, "python") for minor in (10, 13))
    monkeypatch.setattr(interpreters, "find", lambda: (old, new, NO_GIL))
    assert [name(wanted) for wanted in batons.plan(PROGRAM)] == [
        "CPython 3.13, 2 threads",
        "CPython 3.15, no GIL, 2 threads",
        "CPython 3.13, setswitchinterval(0.001)",
        "CPython 3.13, setswitchinterval(0.02)",
        "CPython 3.13, 2 processes",
    ]
    monkeypatch.setattr(interpreters, "find", lambda: (GIL,))
    assert batons.plan(PROGRAM)[-1] == Wanted(GIL, "interpreters")
    monkeypatch.setattr(interpreters, "find", lambda: (NO_GIL,))
    assert batons.plan(PROGRAM) == [Wanted(NO_GIL)]


def test_a_page_can_ask_for_it():
    assert hooks.EXTRAS["batons"] is batons.as_html
    assert outcomes.outcome_of(PROGRAM).check
