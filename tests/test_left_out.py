"""A program that is left out on a version of Python fails there.

Else a reader is told that it needs another one, such as by a header that was copied from a program
with packages that the newest has not got.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tools import interpreters
from tools.examples import environments, recording, trial
from tools.examples.judge import problems
from tools.examples.outcome import outcome_of
from tools.examples.runner import LIMIT
from tools.examples.snippet import Snippet, every_snippet
from tools.interpreters import OF_CI, Build, Interpreter

# Early patch versions are as those before.
EARLY = {("next/broken_daemon_in_input.py", "3.13"), ("next/broken_replaced_worker.py", "3.13")}


def left_out_first(snippet: Snippet) -> Iterator[str]:
    """The builds on which it is left out, and which are next to one on which it is not."""
    minors = {name: Build.named(name).version[1] for name in OF_CI}
    runs = {name for name in OF_CI if not snippet.left_out(Build.named(name).patch())}
    for name in OF_CI:
        if name not in runs and any(abs(minors[name] - minors[one]) == 1 for one in runs):
            yield name


BOUND = [
    (one, name)
    for one in every_snippet()
    if one.needs.python and not outcome_of(one).left_out(sys.platform)
    for name in left_out_first(one)
    if (one.name, name) not in EARLY
]


def needless(snippet: Snippet, python: Interpreter) -> bool:
    """Does it pass on an interpreter on which it is left out? Without its packages, it does not.

    Many that do not, hang: the limit of these is that of an example that states none.
    """
    outcome, kept = outcome_of(snippet), recording.read(snippet)
    if not snippet.needs.packages:
        outcome = replace(outcome, limit=min(outcome.limit, LIMIT))
    try:
        able = environments.with_packages(snippet, python)
    except environments.Unavailable:
        return False
    run = trial.run_once(snippet, outcome, able)
    return not problems(snippet, run, outcome, kept.run if kept else run)


@pytest.mark.one_in(5)
@pytest.mark.parametrize(("snippet", "name"), BOUND, ids=lambda one: getattr(one, "name", one))
def test_who_is_left_out_fails_there(snippet, name):
    here = {one.name: one for one in interpreters.find()}
    if name not in here:
        pytest.skip(f"needs Python {name}")
    assert not needless(snippet, here[name]), (
        f"snippets/{snippet.name}: requires-python = {snippet.needs.python!r}, and it passes on "
        f"{name}, too; let it run there: pytest docs -k {snippet.path.stem} --record"
    )


def test_a_bound_that_is_not_needed_is_found(tmp_path):
    running = interpreters.running()
    header = '# /// script\n# requires-python = ">=3.{}"\n# ///\n'
    for minor, source, passes in ((99, "print(7)\n", True), (99, "print(next)(\n", False)):
        (tmp_path / "tea.py").write_text(header.format(minor) + source, "utf-8")
        snippet = Snippet("tea.py", tmp_path)
        assert snippet.left_out(running)
        assert needless(snippet, running) == passes


def test_the_nearest_are_tried(tmp_path):
    path = tmp_path / "tea.py"
    expected = {">=3.14": ["3.13", "3.13t"], ">=3.12,<3.14": ["3.11", "3.14", "3.14t"]}
    for bound, near in expected.items():
        path.write_text(f'# /// script\n# requires-python = "{bound}"\n# ///\n', "utf-8")
        assert list(left_out_first(Snippet("tea.py", tmp_path))) == near
