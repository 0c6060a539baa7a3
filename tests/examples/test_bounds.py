"""Programs that ask for a newer Python than others do need it."""

from dataclasses import replace

import pytest

from tools import interpreters
from tools.examples import trial
from tools.examples.judge import problems
from tools.examples.outcome import outcome_of
from tools.examples.recording import recorded_run
from tools.examples.snippet import Snippet, every_snippet

SECONDS = 5.0  # a program that needs what is not there may wait for it for ever
OLDEST = f"3.{interpreters.MINORS[0]}.99"
# What ends with a version may end with one of its patches.
ASK = [one for one in every_snippet() if OLDEST not in one.needs.supported]


def passes(snippet: Snippet, python: interpreters.Interpreter) -> bool:
    """Does a program run there as its judge wants it, whatever it asks for?"""
    outcome = outcome_of(snippet)
    outcome = replace(outcome, limit=min(outcome.limit, SECONDS))
    run = trial.run_once(snippet, outcome, python)
    return not problems(snippet, run, outcome, recorded_run(snippet))


@pytest.mark.one_in(6)
@pytest.mark.parametrize("snippet", ASK, ids=lambda one: one.name)
def test_a_program_fails_on_the_newest_version_for_which_it_does_not_ask(snippet):
    """Else readers who have that one are told for nothing that the program is not for them."""
    others = [python for python in interpreters.choose("all") if snippet.left_out(python)]
    if not others:
        pytest.skip(f"needs Python outside of {snippet.needs.python}")
    python = max(others, key=lambda one: one.version)
    assert not passes(snippet, python), (
        f"{snippet.name} passes on {python.name}: let requires-python not leave it out"
    )


def test_a_needless_bound_is_found():
    assert passes(Snippet("threads/join_waits.py"), interpreters.running())
