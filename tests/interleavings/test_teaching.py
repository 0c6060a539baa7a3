"""Programs as people teach threads with: explored, or refused with a remedy that works."""

import pytest
from programs import endings
from teaching import EXPLORED, FEWER_LINES, REFUSED

from tools.interleavings.explore import explore
from tools.interleavings.facts import Kind, Refused, Verdict


def test_there_are_twenty_kinds():
    assert len(EXPLORED) + len(REFUSED) > 20
    assert len(EXPLORED) >= 15


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", EXPLORED)
def test_a_program_as_it_is_taught_is_explored(kind):
    assert explore(EXPLORED[kind], f"{kind}.py").endings


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", REFUSED)
def test_a_program_that_is_refused_is_explored_once_the_remedy_is_followed(kind):
    source, why, mended = REFUSED[kind]
    with pytest.raises(Refused) as told:
        explore(source, f"{kind}.py")
    assert told.value.refusal.why == why
    assert explore(mended, f"{kind}.py").endings


def told(source: str) -> set[str]:
    return set(endings(explore(source, "made/up.py")))


def test_the_end_of_a_thread_has_all_its_outcomes():
    printed = {line for said in told(FEWER_LINES) for line in said.split("; ")}
    assert {"d.is_alive() True", "d.is_alive() False"} <= printed


def test_a_timer_that_is_cancelled_may_have_fired_before():
    lines = [said.count("worker running") for said in told(EXPLORED["timer"])]
    assert sorted(set(lines)) == [0, 1, 2] or sorted(set(lines)) == [1, 2]


def test_who_waits_for_an_event_already_is_woken_though_it_is_cleared_at_once():
    found = explore(EXPLORED["set_and_clear"], "bell.py")
    assert {ending.kind for ending in found.endings} == {Kind.END, Kind.DEADLOCK}


def test_two_withdrawals_can_overdraw_an_account():
    found = explore(EXPLORED["bank"], "bank.py")
    verdicts = {ending.verdict(is_broken=False) for ending in found.endings}
    assert verdicts == {Verdict.RACE, Verdict.SOUND}
    assert any("account.balance = -60" in said for said in told(EXPLORED["bank"]))


def test_the_order_of_printed_lines_is_no_race():
    found = explore(EXPLORED["barrier"], "barrier.py")
    assert [ending.verdict(is_broken=False) for ending in found.endings] == [Verdict.SOUND]


def test_the_futures_come_as_they_are_done():
    assert told(EXPLORED["as_completed"]) == {"page 1; page 2"}
    outs = {
        state.out for state in explore(EXPLORED["as_completed"], "x.py").states if state.may_end
    }
    assert outs == {"page 1\npage 2\n", "page 2\npage 1\n"}


def test_what_a_clock_says_is_told_as_unknown():
    assert told(EXPLORED["timed"]) == {"finished in … s"}
