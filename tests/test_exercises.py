"""Every exercise can be done: its check fails for the starter, and passes for the solution."""

import os
import shutil
import subprocess
import sys

import pytest
from wrong_solutions import ALL

from docs import DOCS
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.files import ROOT
from tools.site import publish

CHECKS = sorted((ROOT / "exercises").glob("check_*.py"))
PRACTICE = snippets.FOLDER / "practice"

CHECKS_BY_NAME = {check.stem.removeprefix("check_"): check for check in CHECKS}
WRONG = [
    pytest.param(CHECKS_BY_NAME[exercise], one, id=f"{exercise}: {name}")
    for exercise, by_name in ALL.items()
    for name, one in by_name.items()
]

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)


def starter(check):
    """The program that a reader begins with."""
    return PRACTICE / f"{check.stem.removeprefix('check_')}.py"


def solution(check):
    """The program that the page folds away."""
    return PRACTICE / f"{check.stem.removeprefix('check_')}_solution.py"


def run_check(check, program, folder, *chosen, limit=60):
    """Do what a reader does: the check and a program beside each other, and pytest.

    A starter and its solution have the same time: one that is slow is not taken for one that hangs.
    What is wrong because it hangs is stopped sooner.
    """
    (folder / check.name).write_text(publish.checks()[check.name], "utf-8")
    shutil.copy(program, folder / starter(check).name)
    (folder / "none.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "none.ini"]
    return subprocess.run(
        [*command, *(chosen or [check.name])],
        cwd=folder,
        env=os.environ | {"CHECK_LIMIT": str(limit), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


# Which test of its check a starter fails first of all, and in which words: not at a time limit.
REASONS = {
    "call_each": ("test_each_has_its_process_and_all_run_at_once", "did not run at the same time"),
    "doorbell": ("test_the_bell_rings_once", "The bell rang 2 times"),
    "errand": ("test_the_answer_comes_back", "result() has to return what the function has"),
    "job_queue": ("test_close_waits_for_every_job", "and when close() returned"),
    "last_cake": ("test_the_one_piece_is_eaten_once", "guests have eaten it"),
    "late_guests": (
        "test_a_guest_may_come_later_than_any_time_limit",
        "However long the cook waits, a guest can come after that",
    ),
    "locked_door": ("test_nobody_gets_in_at_a_locked_door", "the guest got in at a locked door"),
    "photo_lab": ("test_the_photo_comes_whole", "cannot end before its photo has been taken"),
    "piggy_bank": ("test_no_coin_is_lost", "both had looked before either changed the number"),
    "run_all": ("test_all_run_at_the_same_time", "A function was called in the main thread"),
    "shout_server": (
        "test_a_character_may_come_in_halves",
        "collect whole lines before you decode",
    ),
    "transfer": ("test_opposite_transfers_both_end", "in opposite directions wait for each other"),
}


def stated_failure(check, program, folder):
    """Fail unless the check fails for a program in the way that is stated of its starter."""
    only, words = REASONS[check.stem.removeprefix("check_")]
    done = run_check(check, program, folder, f"{check.name}::{only}")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert words in done.stdout, done.stdout


@every_check
def test_the_check_fails_for_the_starter_for_the_stated_reason(check, tmp_path):
    stated_failure(check, starter(check), tmp_path)


@every_check
def test_the_check_passes_for_the_solution(check, tmp_path):
    done = run_check(check, solution(check), tmp_path)
    assert done.returncode == pytest.ExitCode.OK, done.stdout


def test_a_solution_in_place_of_its_starter_is_noticed(tmp_path):
    (check,) = (check for check in CHECKS if check.stem == "check_doorbell")
    with pytest.raises(AssertionError):
        stated_failure(check, solution(check), tmp_path)


@pytest.mark.parametrize(("check", "wrong"), WRONG)
def test_a_wrong_solution_is_refused_for_its_reason(check, wrong, tmp_path):
    text = solution(check).read_text("utf-8")
    for old, new in wrong.changes:
        assert old in text, f"the model solution has no {old!r} any more"
        text = text.replace(old, new)
    program = tmp_path / "wrong.py"
    program.write_text(text, "utf-8")
    limit = 4 if "was stopped" in wrong.said else 60
    chosen = ("-x", "-k", wrong.test, check.name)
    done = run_check(check, program, tmp_path, *chosen, limit=limit)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert wrong.said in " ".join(done.stdout.split()), done.stdout


def test_every_exercise_has_five_wrong_solutions():
    assert set(ALL) == set(CHECKS_BY_NAME)
    assert all(len(by_name) >= 5 for by_name in ALL.values())


@every_check
def test_a_page_links_to_the_check(check):
    texts = [page.read_text("utf-8") for page in pages.every_page(DOCS)]
    assert any(f"snippets/practice/{check.name})" in text for text in texts)


def test_every_solution_has_its_check():
    names = {solution(check).name for check in CHECKS}
    assert {file.name for file in PRACTICE.glob("*_solution.py")} == names
