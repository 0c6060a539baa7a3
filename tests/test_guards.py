"""What guards the site is not switched off by the way, by a merge or to get a change through."""

import ast
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from saying import fail

from tools import interpreters
from tools.files import ROOT

NAMED, PINNED = ROOT / "requirements.in", ROOT / "requirements.txt"
RENEW = "make requirements.txt anew, as README.md says"
PIN = re.compile(
    r"(?m)^(?P<needs>[a-z0-9][^\s=]*==\S+(?: ; [^\\\n]+)?)(?P<rest>(?: *\\\n +--hash=\S+)+"
    r"(?:\n    #.*)*)"
)
MEANT = {  # of mkdocs.yml: a mistake is a warning, and `--strict` ends with warnings
    "omitted_files: warn",
    "not_found: warn",
    "absolute_links: warn",
    "anchors: warn",
    "unrecognized_links: warn",
    "check_paths: true",
    "allow_errors: false",
}
LETS_PASS = re.compile(
    r"\|\| *(?:true|:)(?!\w)|continue-on-error: *(?!false)|\bset \+e\b|--exit-zero"
    r"|\bPYTEST_ADDOPTS\b|\balways\(\)|!cancelled\(\)|\bif: *(?:\$\{\{ *)?false\b"
)
CHOOSES = re.compile(r"(?:^| )(?:-k|-m|-x|--ignore|--deselect|--maxfail|--lf|--ff|-p no:)\S*")
MOST_OF_A_MODULE, MOST_OF_A_FUNCTION = 300, 40  # lines
CI = ROOT / ".github/workflows/ci.yml"
RUNS = [*(ROOT / ".github/workflows").glob("*.yml"), ROOT / ".ci/run", ROOT / ".ci/lint"]

RUN_THERE = {  # in each of these, in a line that is no comment
    ".github/workflows/ci.yml": [
        "pull_request:",
        "bash .ci/lint",
        "bash .ci/run",
        "&& .venv/bin/pytest",
        "&& .venv\\Scripts\\pytest",
        "pytest docs --pythons 3.14t",
        "fetch-depth: 2",  # else published.txt is compared with nothing
    ],
    ".ci/run": ["bash .ci/lint", "/pytest --all", "--pythons others", "mkdocs build --strict"],
    ".ci/lint": [
        "ruff format --check",
        "ruff check",
        "lint-imports",
        "pyright",
        "zizmor",
        "actionlint",
        "tsc",
        "biome ci",
    ],
}


def named() -> dict[str, int]:
    """The packages of requirements.in, with their lines."""
    lines = enumerate(NAMED.read_text("utf-8").splitlines(), 1)
    texts = [(number, line.partition("#")[0].strip()) for number, line in lines]
    return {canonicalize_name(Requirement(text).name): number for number, text in texts if text}


def pinned() -> dict[str, str]:
    """The packages of requirements.txt, with what is said of each: who needs it."""
    found = PIN.finditer(PINNED.read_text("utf-8"))
    return {canonicalize_name(Requirement(one["needs"]).name): one["rest"] for one in found}


def test_requirements_name_and_pin_the_same_packages():
    """Else the next installation has other packages than the tests ran with."""
    ours, all_of_them = named(), pinned()
    fail(
        f"requirements.in:{line}: {name} is not in requirements.txt; {RENEW}"
        for name, line in ours.items()
        if "requirements.in" not in all_of_them.get(name, "")
    )
    fail(
        f"requirements.txt: {name} is not named in requirements.in; name it there, or {RENEW}"
        for name, rest in all_of_them.items()
        if "-r requirements.in" in rest and name not in ours
    )


def test_pytest_runs_all_tests_and_all_examples():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    chosen = options["ini_options"]
    left_out = CHOOSES.search(chosen["addopts"])
    assert not left_out, f"pyproject.toml: addopts: {left_out[0]} leaves tests out"
    assert "--markdown-docs" in chosen["addopts"], "pyproject.toml: addopts: no example is run"


def test_no_folder_of_tests_can_be_left_out():
    """Whatever is left runs with conftest.py, which says so."""
    command = [sys.executable, "-m", "pytest", "--override-ini=testpaths=docs", "--collect-only"]
    asked = [*command, "-n0", "conftest.py"]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == pytest.ExitCode.USAGE_ERROR
    assert "pyproject.toml: testpaths leaves tests out; write" in found.stderr


def test_a_mistake_on_a_page_is_a_warning():
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    missing = MEANT - {line.partition("#")[0].strip() for line in text.splitlines()}
    fail(f"mkdocs.yml: put back the line {line}: without it mistakes pass" for line in missing)


def test_no_key_of_the_configuration_stands_twice():
    """Of two, YAML takes the last one without a word."""
    for file in (ROOT / "mkdocs.yml", ROOT / "mkdocs-smoke.yml", *RUNS[:-2]):
        root = yaml.compose(file.read_text("utf-8"), yaml.SafeLoader)
        fail(f"{file.relative_to(ROOT).as_posix()}:{at}" for at in twice(root))


def listed_twice(config: str) -> list[str]:
    """Pages that stand in the navigation more than once, with their lines."""
    found, first = [], {}
    for number, line in enumerate(config.splitlines(), 1):
        if page := re.match(r" *- (?:[^:]+: )?(\S+\.(?:md|py))$", line):
            before = first.setdefault(page[1], number)
            if before != number:
                found.append(f"{number}: {page[1]} stands in line {before} already; keep one")
    return found


def test_a_page_has_one_place_in_the_navigation():
    fail(f"mkdocs.yml:{at}" for at in listed_twice((ROOT / "mkdocs.yml").read_text("utf-8")))


def test_a_page_that_is_listed_twice_is_found():
    nav = "nav:\n  - Home: a.md\n  - Tea:\n      - b.md\n      - a.md\n"
    assert listed_twice(nav) == ["5: a.md stands in line 2 already; keep one"]


def twice(node: yaml.Node) -> list[str]:
    """Line and name of each key that a mapping has already, in whatever depth."""
    found, seen = [], set()
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        key, value = child if isinstance(child, tuple) else (None, child)
        if key is not None and key.value in seen:
            line = key.start_mark.line + 1
            found.append(f"{line}: {key.value} stands twice, and the first is forgotten")
        seen |= {key.value} if key is not None else set()
        found += twice(value)
    return found


def test_a_key_that_stands_twice_is_found():
    root = yaml.compose("a:\n  - b: 1\n    c: 2\n    b: 3\n", yaml.SafeLoader)
    assert twice(root) == ["4: b stands twice, and the first is forgotten"]


@pytest.mark.parametrize("name", RUN_THERE)
def test_ci_leaves_nothing_out(name):
    lines = (ROOT / name).read_text("utf-8").splitlines()
    text = "\n".join(line.partition("#")[0].rstrip() for line in lines) + "\n"
    fail(
        f"{name}: {what} is not there any more; put it back"
        for what in RUN_THERE[name]
        if not re.search(rf"{re.escape(what)}(?!\w)", text)
    )


def not_waited_for(jobs: dict) -> list[str]:
    """The jobs that may fail, and the site is published all the same."""
    found = []
    for name, job in jobs.items():
        if "environment" not in job:
            continue
        waits, left = {name}, [name]
        while left:
            needs = jobs[left.pop()].get("needs", [])
            more = {needs} if isinstance(needs, str) else set(needs)
            left += more - waits
            waits |= more
        found += [f"{name} does not need {other}" for other in jobs if other not in waits]
    return found


def test_nothing_is_published_before_all_has_passed():
    jobs = yaml.safe_load(CI.read_text("utf-8"))["jobs"]
    assert any("environment" in job for job in jobs.values())
    fail(f".github/workflows/ci.yml: {what}: name it in needs" for what in not_waited_for(jobs))


def test_a_job_that_nobody_waits_for_is_found():
    jobs: dict = {"lint": {}, "tests": {"needs": "lint"}, "site": {}}
    jobs["deploy"] = {"environment": "pages", "needs": ["site"]}
    assert not_waited_for(jobs) == ["deploy does not need lint", "deploy does not need tests"]
    jobs["deploy"]["needs"] = ["site", "tests"]
    assert not not_waited_for(jobs)


def test_ci_has_every_version_and_system():
    jobs = yaml.safe_load(CI.read_text("utf-8"))["jobs"]
    for job in (jobs["tests"], jobs["free-threaded"]):
        systems = [name.partition("-")[0] for name in job["strategy"]["matrix"]["os"]]
        assert systems == ["ubuntu", "macos", "windows"]
    matrix = jobs["tests"]["strategy"]["matrix"]
    assert matrix["python"] == [f"3.{minor}" for minor in interpreters.MINORS]
    only = [{"os": "ubuntu-latest", "python": "3.14"}]
    assert matrix["exclude"] == only, "the site's job runs that one alone"
    assert "exclude" not in jobs["free-threaded"]["strategy"]["matrix"]


def test_ci_is_asked_by_every_push_to_main_and_every_pull_request():
    on = yaml.safe_load(CI.read_text("utf-8"))[True]  # YAML takes the key `on` for true
    assert on == {"push": {"branches": ["main"]}, "pull_request": None}, "nothing is left out"


@pytest.mark.parametrize("file", RUNS, ids=lambda file: file.name)
def test_what_ci_runs_may_fail(file):
    lines = enumerate(file.read_text("utf-8").splitlines(), 1)
    name = file.relative_to(ROOT).as_posix()
    fail(
        f"{name}:{number}: {found[0]}: what fails here would pass; take it out"
        for number, line in lines
        if (found := LETS_PASS.search(line))
    )


@pytest.mark.parametrize(
    "line",
    [
        "pytest || true",
        "continue-on-error: true",
        "set +e",
        "ruff check --exit-zero",
        "if: always() && github.ref == 'refs/heads/main'",
        "if: ${{ false }}",
        "PYTEST_ADDOPTS: --co",
    ],
)
def test_what_lets_all_pass_is_found(line):
    assert LETS_PASS.search(line)


@pytest.mark.parametrize("options", ["-k 'not slow'", "--ignore=tests/site", "--markdown-docs -x"])
def test_what_leaves_tests_out_is_found(options):
    assert CHOOSES.search(options)


def test_no_module_and_no_function_is_too_long_to_be_seen_whole():
    found = []
    for file in sorted((ROOT / "tools").rglob("*.py")):
        text = file.read_text("utf-8")
        place = file.relative_to(ROOT).as_posix()
        if (lines := text.count("\n")) > MOST_OF_A_MODULE:
            found.append(f"{place}: {lines} lines; a module has at most {MOST_OF_A_MODULE}")
        found += [
            f"{place}:{one.lineno}: {one.name}() has more than {MOST_OF_A_FUNCTION} lines"
            for one in ast.walk(ast.parse(text))
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
            and (one.end_lineno or 0) - one.lineno >= MOST_OF_A_FUNCTION
        ]
    fail(found)
