"""Every exercise can be done: its check fails for the starter, and passes for the solution."""

import os
import shutil
import subprocess
import sys

import pytest

from docs import DOCS
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.files import ROOT
from tools.site import publish

CHECKS = sorted((ROOT / "exercises").glob("check_*.py"))
PRACTICE = snippets.FOLDER / "practice"

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)


def starter(check):
    """The program that a reader begins with."""
    return PRACTICE / f"{check.stem.removeprefix('check_')}.py"


def solution(check):
    """The program that the page folds away."""
    return PRACTICE / f"{check.stem.removeprefix('check_')}_solution.py"


def run_check(check, program, folder, limit):
    """Do what a reader does: the check and a program beside each other, and pytest.

    `limit`, in seconds, is what the check grants a program that hangs.
    """
    (folder / check.name).write_text(publish.checks()[check.name], "utf-8")
    shutil.copy(program, folder / starter(check).name)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "none.ini"]
    (folder / "none.ini").write_text("[pytest]\n")
    return subprocess.run(
        [*command, check.name],
        cwd=folder,
        env=os.environ | {"CHECK_LIMIT": str(limit)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


@every_check
def test_the_check_fails_for_the_starter(check, tmp_path):
    done = run_check(check, starter(check), tmp_path, limit=2)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert "INTERNALERROR" not in done.stdout
    assert " error" not in done.stdout.splitlines()[-1], done.stdout


@every_check
def test_the_check_passes_for_the_solution(check, tmp_path):
    done = run_check(check, solution(check), tmp_path, limit=60)
    assert done.returncode == pytest.ExitCode.OK, done.stdout


@every_check
def test_a_page_links_to_the_check(check):
    texts = [page.read_text("utf-8") for page in pages.every_page(DOCS)]
    assert any(f"snippets/practice/{check.name})" in text for text in texts)


def test_every_solution_has_its_check():
    names = {solution(check).name for check in CHECKS}
    assert {file.name for file in PRACTICE.glob("*_solution.py")} == names
