"""What is said of the outputs of examples, against every order in which their threads can run.

Of what the explorer refuses nothing is known here; there the runs are compared, and readers told
why they differ.
"""

import re
from collections.abc import Iterator

import pytest
from saying import fail

from tools.examples import outcome as outcomes
from tools.examples import snippet as snippets
from tools.examples.outcome import Kind, Outcome, any_order, exact, sample
from tools.files import place
from tools.interleavings.explore import explore
from tools.interleavings.facts import Refused

MOST_STATES = 300
LONG = re.compile(r"\d_\d{3}|\d{4}|\de\d")  # loops that take minutes to follow
# A time limit may be over, or a sleeper first, in an order that a machine seldom comes to.
BY_TIME = re.compile(r"sleep\(|timeout=|\.(?:acquire|join|result|wait)\([\d.]")
THREADS = re.compile(r"\bthreading\b|\bThreadPoolExecutor\b")


def ends(source: str, name: str) -> set[tuple[str, str]]:
    """What a program can print, and how it can end then; nothing if that is not known."""
    if LONG.search(source) or not THREADS.search(source):
        return set()
    try:
        found = explore(source, name, most=MOST_STATES)
    except Refused:
        return set()
    return {
        (found.states[number].out, str(ending.kind))
        for ending in found.endings
        for number in ending.states
    }


def asks_where_it_runs(outcome: Outcome) -> bool:
    """Does its check look at the Python or the system? Then the output varies with these."""
    names = outcome.check.__code__.co_names if outcome.check else ()
    return not {"python", "platform"}.isdisjoint(names)


def wrong(source: str, name: str, outcome: Outcome) -> Iterator[str]:
    """What is stated of an example's output, and is not so."""
    if outcome.kind is Kind.EXACT and BY_TIME.search(source):
        return
    many = len(ends(source, name))
    stem = name.rpartition("/")[2].removesuffix(".py")
    if many == 1 and outcome.kind is not Kind.EXACT and not asks_where_it_runs(outcome):
        yield (
            f"{stem} prints the same in every order of its threads: state exact(), or nothing, "
            "so that each run is compared as a whole"
        )
    if many > 1 and outcome.kind is Kind.EXACT:
        yield (
            f"{stem} has {many} endings, by the order of its threads: let it allow one only, or "
            "state any_order() or @sample (to see them: {.python .interleavings} at its fence)"
        )


def test_what_varies_is_stated_and_nothing_else(pytestconfig):
    """Of each third program; of all with --all."""
    fail(
        f"{place(snippet.outcomes)}: {problem}"
        for snippet in snippets.every_snippet()[:: 1 if pytestconfig.option.all else 3]
        for problem in wrong(snippet.source, snippet.name, outcomes.outcome_of(snippet))
    )


IN_TURN = """
from threading import Thread
for number in 1, 2:
    thread = Thread(target=print, args=(number,))
    thread.start()
    thread.join()
"""
AT_ONCE = IN_TURN.replace("    thread.join()\n", "")
LATER = AT_ONCE.replace("thread.start()", "thread.start()\n    __import__('time').sleep(1)")


def check(run):
    """Any."""
    assert run.lines == ["1", "2"]


def check_of_a_version(run):
    """By version."""
    assert run.lines == (["1", "2"] if run.python.version > (3, 12) else [])


@pytest.mark.parametrize(
    ("source", "outcome", "said"),
    [
        (IN_TURN, exact(), ""),
        (IN_TURN, any_order("Who is first, nobody knows."), "prints the same in every order"),
        (IN_TURN, sample(check), "prints the same in every order"),
        (IN_TURN, sample(check_of_a_version), ""),
        (AT_ONCE, any_order("Who is first, nobody knows."), ""),
        (AT_ONCE, sample(check), ""),
        (AT_ONCE, exact(), "x has 2 endings, by the order of its threads"),
        (LATER, exact(), ""),
        (AT_ONCE.replace("1, 2", "range(1000)"), exact(), ""),
        (f"import os, threading\n{IN_TURN}os.abort()", any_order("Nobody knows."), ""),
    ],
)
def test_what_is_stated_and_is_not_so_is_found(source, outcome, said):
    found = list(wrong(source, "tea/x.py", outcome))
    assert len(found) == bool(said)
    assert all(said in problem for problem in found)
