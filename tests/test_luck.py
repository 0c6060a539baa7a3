"""No example is right only since somebody slept long enough: a sleep is no barrier, and no join."""

import re
import shutil
import sys
from dataclasses import replace

import pytest
from moments import HASTILY, MOMENTS, at
from mutate_snippets import judged

from tools import interpreters
from tools.examples import recording, trial
from tools.examples.outcome import Kind, outcome_of, stated
from tools.examples.snippet import Snippet, every_snippet

SLEEPS = re.compile(r"(?<!asyncio\.)\bsleep\(")
OF_TIME = {  # it is the time that these show, by the clock or in a picture
    *("choosing/what_limits.py", "gil/cores_used.py", "gil/waiting_is_idle.py"),
    *("gil/who_lets_go.py", "threads/daemon_cut_off.py", "threads/interrupted_join.py"),
}
SLEEPING = [
    one
    for one in every_snippet()
    if SLEEPS.search(one.text)
    if not one.name.startswith("measurements/") and one.name not in OF_TIME
    if not one.needs.packages
]

STARTS = re.compile(r"multiprocessing|Process|Thread")
ASK_AT_ONCE = {  # what is so while, or just after, something begins
    *("next/broken_daemon_in_input.py", "next/timeout_and_thread.py"),
    *("next/timeout_is_no_stop.py", *OF_TIME),
}
STARTING = [
    one
    for one in every_snippet()
    if STARTS.search(one.text) and one.name not in ASK_AT_ONCE
    if not one.name.startswith("measurements/") and not one.needs.packages
    if (outcome := outcome_of(one)).kind is Kind.EXACT and not outcome.services
]

IN_ANY_ORDER = [
    Snippet(f"{file.parent.name}/{stem}.py")
    for file in sorted({one.outcomes for one in every_snippet()})
    for stem, outcome in stated(file).items()
    if outcome.kind is Kind.ANY_ORDER
]


def able(snippet: Snippet) -> interpreters.Interpreter:
    """The running Python, if it can run an example."""
    try:
        return trial.able_to_run(snippet, outcome_of(snippet), interpreters.running())
    except trial.LeftOut as reason:
        pytest.skip(str(reason))


def hastily(snippet: Snippet, source: str, folder) -> list[str]:
    """What its judge says of it if its sleeps do not last."""
    return judged(folder, snippet.name, at(HASTILY, source), able(snippet), None)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems start processes later")
@pytest.mark.one_in(12, with_all=6)
@pytest.mark.parametrize("snippet", SLEEPING, ids=lambda one: one.name)
def test_an_example_does_the_same_however_long_its_sleeps_last(snippet, tmp_path):
    said = hastily(snippet, snippet.source, tmp_path)
    assert not said, (
        f"snippets/{snippet.name}: it is right only since its sleeps last: let a Barrier, an Event "
        f"or join() say when, not the time. Without them {said[0]}"
    )


def out_of_turn(snippet: Snippet, source: str, folder) -> list[str]:
    """What its judge says if threads and processes begin late, or who starts them goes on late.

    That it takes too long then says nothing.
    """
    for moment in ("begun late", "others first"):
        said = judged(folder, snippet.name, at(moment, source), able(snippet), None)
        if said and not said[0].startswith("stopped: it had not ended"):
            return [f"{moment}: {one}" for one in said]
    return []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems start processes later")
@pytest.mark.one_in(24, with_all=6)
@pytest.mark.parametrize("snippet", STARTING, ids=lambda one: one.name)
def test_an_example_does_the_same_whoever_begins_first(snippet, tmp_path):
    said = out_of_turn(snippet, snippet.source, tmp_path)
    assert not said, (
        f"snippets/{snippet.name}: who begins first is luck, and it does something else then: let "
        f"an Event, a Barrier or join() say who is next, or state what varies. {said[0]}"
    )


@pytest.mark.parametrize("recorded", ["print_first", "print_last"])
def test_two_that_print_as_they_come_are_found(tmp_path, monkeypatch, recorded):
    snippet = Snippet("threads/daemon_flag.py")
    source = """
from multiprocessing import get_context

if __name__ == "__main__":
    child = get_context("fork").Process(target=print, args=("child",))
    child.start()
    print("parent")
    child.join()
"""
    lines = ["child", "parent"] if recorded == "print_first" else ["parent", "child"]
    kept = replace(recording.recorded_run(snippet), stdout="".join(f"{one}\n" for one in lines))
    monkeypatch.setattr(recording, "recorded_run", lambda snippet: kept)
    assert out_of_turn(snippet, source, tmp_path)


def test_a_sleep_in_place_of_a_barrier_is_found(tmp_path):
    snippet = Snippet("threads/join_after_loop.py")
    assert "all_cook.wait()" in snippet.source
    assert not hastily(snippet, snippet.source, tmp_path)
    slept = snippet.source.replace("all_cook.wait()", "__import__('time').sleep(0.2)")
    # Each new thread goes first, or all could have begun before the first one goes on.
    assert hastily(snippet, at("others first", slept), tmp_path)
    lasting = slept.replace("0.2", "3")
    assert not hastily(snippet, at("others first", lasting), tmp_path)


def orders(snippet: Snippet, folder) -> set[str]:
    """What it prints at one moment and another."""
    python, found, other = able(snippet), set(), Snippet(snippet.name, folder)
    shutil.copytree(snippet.path.parent, other.path.parent)
    for moment in MOMENTS:
        other.path.write_text(at(moment, snippet.source), "utf-8")
        found.add(trial.run_once(other, outcome_of(snippet), python).stdout)
        if len(found) > 1:
            break
    return found


@pytest.mark.parametrize("snippet", IN_ANY_ORDER, ids=lambda one: one.name)
def test_lines_in_any_order_come_in_another_order(snippet, tmp_path):
    assert len(orders(snippet, tmp_path)) > 1, (
        f"snippets/{snippet.name} prints its lines in one order, whoever comes first: "
        "state exact(), or nothing, so that each run is compared as a whole"
    )


def test_lines_that_have_one_order_are_found(tmp_path):
    assert len(orders(Snippet("threads/daemon_flag.py"), tmp_path)) == 1
