"""`workflow`: each entry of CI's matrix comes to its tests, whoever asked for it."""

import pytest
import yaml
from saying import fail
from workflow import Unknown, holds, left_out

from tools.files import ROOT

CI = ROOT / ".github/workflows/ci.yml"
# What each entry of a job's matrix has to come to, whoever asked for it.
EACH_RUNS = {
    "lint": r"bash \.ci/lint",
    "tests": r"\.venv[/\\](bin|Scripts)[/\\]pytest",
    "free-threaded": r"python -m pytest docs --pythons 3\.14t",
    "site": r"bash \.ci/run rest",
}


def idle(jobs: dict) -> list[str]:
    """The jobs of which an entry runs no test; the one that publishes is to run none."""
    found = []
    for name, job in jobs.items():
        try:
            if "environment" in job:
                continue
            if name not in EACH_RUNS:
                found.append(f"{name}: say in EACH_RUNS what each of its entries has to run")
                continue
            found += [f"{name}: {entry} tests nothing" for entry in left_out(job, EACH_RUNS[name])]
        except Unknown as error:
            found.append(f"{name}: not understood: {error}")
    return found


def test_each_entry_of_ci_tests_something():
    fail(
        f".github/workflows/ci.yml: {what}"
        for what in idle(yaml.safe_load(CI.read_text("utf-8"))["jobs"])
    )


def unawaited(jobs: dict) -> list[str]:
    """The jobs that may fail, and what is published is published all the same."""
    needs = {name: _listed(job.get("needs", ())) for name, job in jobs.items()}
    found = []
    for name, job in jobs.items():
        if "environment" in job:
            waits = {name}
            while more := {need for one in waits for need in needs[one]} - waits:
                waits |= more
            found += [f"{name}: it does not wait for {one}" for one in sorted(jobs.keys() - waits)]
    return found


def _listed(needs: str | list[str]) -> list[str]:
    return [needs] if isinstance(needs, str) else list(needs)


def test_what_is_published_waits_for_all_that_is_tested():
    text = CI.read_text("utf-8")
    fail(f".github/workflows/ci.yml: {what}" for what in unawaited(yaml.safe_load(text)["jobs"]))
    needed = "needs: [tests, free-threaded, site]"
    assert needed in text
    early = text.replace(needed, "needs: [tests, site]")
    assert unawaited(yaml.safe_load(early)["jobs"]) == [
        "deploy: it does not wait for free-threaded"
    ]


ON_POSIX = "        if: runner.os != 'Windows'\n"
ON_LINUX = "        if: runner.os == 'Linux'\n"
TESTS_OF = "    runs-on: ${{ matrix.os }}\n    timeout-minutes: 30\n"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (ON_POSIX, ON_LINUX, "tests: macos-latest 3.11 of a push tests nothing"),
        (
            ON_POSIX,
            ON_POSIX.replace("\n", " && matrix.python != '3.12'\n"),
            "ubuntu-latest 3.12 of",
        ),
        (
            ON_POSIX,
            ON_POSIX.replace("\n", " && github.ref == 'refs/heads/main'\n"),
            "a pull_request",
        ),
        ("        if: runner.os == 'Windows'\n", "        if: runner.os == 'win32'\n", "windows-"),
        (
            TESTS_OF,
            f"{TESTS_OF}    if: github.event_name == 'push'\n",
            "11 of a pull_request tests",
        ),
        (" && .venv/bin/pytest\n", " && .venv/bin/pytest tests\n", "tests: ubuntu-latest 3.11 of"),
        ("&& .venv/bin/pytest\n", "&& echo .venv/bin/pytest\n", "tests: ubuntu-latest 3.11 of"),
        ("--pythons 3.14t\n", "--pythons 3.14t --co\n", "free-threaded: macos-latest of a push"),
        ("run: bash .ci/run rest\n", "run: bash .ci/lint\n", "site: of a push tests nothing"),
        (
            ON_POSIX,
            "        if: hashFiles('x') != ''\n",
            "tests: not understood: if: hashFiles('x')",
        ),
        (ON_POSIX, "        if: matrix.system == 'macOS'\n", "tests: not understood: if: matrix."),
        ("        exclude:", "        include:", "tests: not understood: matrix: only lists"),
        ("\n  site:", "\n  more:", "more: say in EACH_RUNS"),
    ],
)
def test_an_entry_that_tests_nothing_is_found(right, wrong, said):
    text = CI.read_text("utf-8")
    assert right in text
    assert said in "\n".join(idle(yaml.safe_load(text.replace(right, wrong))["jobs"]))


@pytest.mark.parametrize(
    ("condition", "is_so"),
    [
        ("runner.os == 'macos'", True),
        ("${{ runner.os != 'macOS' || matrix.python == '3.14' }}", True),
        ("!(runner.os == 'macOS') && matrix.python == '3.14'", False),
        ("'a && b' == 'A && B' && 'it''s' != 'its'", True),
        (True, None),
        ("runner.os", True),
        ("runner.os == 'macOS' == 'x'", None),
        ("startsWith(runner.os, 'm')", None),
        ("always()", None),
    ],
)
def test_a_condition_is_understood_or_refused(condition, is_so):
    known = {"runner.os": "macOS", "matrix.python": "3.14"}
    if is_so is None:
        with pytest.raises(Unknown, match="only ==, !=, &&"):
            holds(condition, known)
    else:
        assert holds(condition, known) == is_so
