"""What guards the site is not switched off by the way, by a merge or to get a change through."""

import ast
import itertools
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from limits import same_switch_interval
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from saying import fail

from tools import interpreters
from tools.examples.outcome import SYSTEMS
from tools.files import ROOT, place, read_text

NAMED, PINNED = ROOT / "requirements.in", ROOT / "requirements.txt"
RENEW = "make requirements.txt anew, as README.md says"
PIN = re.compile(
    r"(?m)^(?P<needs>[a-z0-9][^\s=]*==\S+(?: ; [^\\\n]+)?)(?P<rest>(?: *\\\n +--hash=\S+)+"
    r"(?:\n    #.*)*)"
)
BY_OTHERS = re.compile(r"(?m)# +(?!via$|via -r |-r )\S")
MEANT = {  # of mkdocs.yml: a mistake is a warning, and `--strict` ends with warnings
    "omitted_files: warn",
    "not_found: warn",
    "absolute_links: warn",
    "anchors: warn",
    "unrecognized_links: warn",
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
        "- run: bash .ci/run rest\n",
        "&& .venv/bin/pytest",
        "&& .venv\\Scripts\\pytest",
        "pytest docs --pythons 3.14t",
        "fetch-depth: 0",  # else published.txt is compared with nothing
    ],
    ".github/workflows/weekly.yml": ["schedule:", "- run: .venv/bin/pytest --all --all\n"],
    # Whole lines: a further argument would leave most of it out.
    ".ci/run": [
        "bash .ci/lint\n",
        ".venv/bin/pytest --all\n",
        '.venv/bin/pytest docs tests/interleavings/test_explore.py --pythons "$others"\n',
        ".venv/bin/mkdocs build --strict\n",
    ],
    ".ci/lint": [
        ".venv/bin/ruff format --check .\n",
        ".venv/bin/ruff check .\n",
        ".venv/bin/lint-imports\n",
        ".venv/bin/pyright --pythonpath .venv/bin/python\n",
        ".venv/bin/zizmor --offline --quiet .github\n",
        ".venv/bin/actionlint\n",
        ".ci/node_modules/.bin/tsc -p .ci/tsconfig.json\n",
        ".ci/node_modules/.bin/biome ci --error-on-warnings\n",
    ],
}


def named(text: str) -> dict[str, tuple[int, Requirement]]:
    """The packages of requirements.in, with their lines."""
    texts = [(n, line.partition("#")[0].strip()) for n, line in enumerate(text.splitlines(), 1)]
    wanted = [(number, Requirement(said)) for number, said in texts if said]
    return {canonicalize_name(one.name): (number, one) for number, one in wanted}


def pinned(text: str) -> dict[str, list[tuple[Requirement, str]]]:
    """The pins of requirements.txt by package, with what is said of each: who needs it."""
    found: dict[str, list[tuple[Requirement, str]]] = {}
    for pin in PIN.finditer(text):
        one = Requirement(pin["needs"])
        found.setdefault(canonicalize_name(one.name), []).append((one, pin["rest"]))
    return found


WHERE = [  # what packages are asked for, or not, in the requirements: a machine of CI each
    {
        "python_version": version,
        "python_full_version": f"{version}.5",
        "sys_platform": system,
        "platform_machine": processor,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for version in sorted({name.rstrip("t") for name in interpreters.OF_CI})
    for system, processor in itertools.product(SYSTEMS, ("x86_64", "arm64"))
]


def stale(ours: str, theirs: str) -> Iterator[str]:
    """Where requirements.txt has not what requirements.in asks for."""
    wanted, pins = named(ours), pinned(theirs)
    for name, (line, one) in wanted.items():
        here = pins.get(name, [])
        if not any("-r requirements.in" in rest for _, rest in here):
            yield f"requirements.in:{line}: {name} is not in requirements.txt; {RENEW}"
            continue
        alone = all(BY_OTHERS.search(rest) is None for _, rest in here)
        for where in WHERE:
            asked = one.marker is None or one.marker.evaluate(where)
            there = [pin for pin, _ in here if pin.marker is None or pin.marker.evaluate(where)]
            fits = all(one.specifier.contains(str(pin.specifier)[2:]) for pin in there)
            if (asked and not (there and fits)) or (there and alone and not asked):
                python, system = where["python_version"], SYSTEMS[where["sys_platform"]]
                yield (
                    f"requirements.in:{line}: {name}: requirements.txt has another version or "
                    f"condition, for {python} on {system}; {RENEW}"
                )
                break
    for name, here in pins.items():
        if name not in wanted and any("-r requirements.in" in rest for _, rest in here):
            yield f"requirements.txt: {name} is not in requirements.in; name it there, or {RENEW}"


def test_requirements_name_and_pin_the_same_packages():
    """Else the next installation has other packages than the tests ran with."""
    fail(stale(NAMED.read_text("utf-8"), PINNED.read_text("utf-8")))


def test_requirements_that_were_not_made_anew_are_found():
    pins = (
        "tea==1.2 ; python_full_version < '3.15' \\\n    --hash=sha256:a\n"
        "    # via -r requirements.in\n"
        "pot==3 \\\n    --hash=sha256:b\n    # via\n    #   -r requirements.in\n    #   tea\n"
    )
    right = 'tea; python_version < "3.15"\npot>=2; sys_platform != "win32"'
    assert not list(stale(right, pins))
    for said, wrong in (
        (
            "1: tea: requirements.txt has another version or condition, for 3.15 on Linux",
            "tea\npot",
        ),
        ("1: tea: requirements.txt has another", right.replace("3.15", "3.14")),
        ("2: pot: requirements.txt has another", right.replace("pot>=2", "pot>=4")),
        ("3: cup is not in requirements.txt", f"{right}\ncup"),
        (".txt: pot is not in requirements.in", right.partition("\n")[0]),
    ):
        (found,) = stale(wrong, pins)
        assert said in found


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
    fail(f"{name}: {what}" for what in not_there((ROOT / name).read_text("utf-8"), RUN_THERE[name]))


def not_there(text: str, wanted: list[str]) -> Iterator[str]:
    """What is not run any more; comments run nothing."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    text = "\n".join(["", *lines, ""])
    for what in wanted:
        begins, ends = ("\n", "") if what.endswith("\n") else ("", r"(?!\w)")
        if not re.search(f"{begins}{re.escape(what)}{ends}", text):
            yield f"{what.strip()} is not there any more; put it back"


CONDITION = re.compile(r"(?m)^ *(?:if|case|for|while)\b|\[\[|\|\||&&")


def test_what_needs_no_run_is_left_out_nowhere():
    """Where a tool is missing that has to fail, as it does by itself."""
    assert not CONDITION.search((ROOT / ".ci/lint").read_text("utf-8"))
    for line in ("if command -v npm; then\n  npm ci\nfi", "[[ -z $npm ]] || npm ci", "a && npm ci"):
        assert CONDITION.search(line)


def test_what_ci_leaves_out_is_found():
    wanted = ["build --strict\n", "&& pytest"]
    assert not [*not_there("run: a && pytest\n  build --strict # all\n", wanted)]
    assert len([*not_there("# && pytest\nbuild --strict -f smoke.yml\n", wanted)]) == 2


UNMEASURED = re.compile(r"\bMEASURE\b|\bsmoke\b|^ +measure:")


def test_what_is_published_is_measured():
    """With a hundredth of the measuring, verdicts are chance, and the site says them."""
    files = [*RUNS, ROOT / "mkdocs.yml"]
    fail(
        f"{file.relative_to(ROOT).as_posix()}:{number}: {found[0].strip()}: what is published is "
        "measured in full; take it out"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if (found := UNMEASURED.search(line))
    )
    for line in (
        "  measure: smoke",
        "          MEASURE: quick",
        "mkdocs build -f mkdocs-smoke.yml",
    ):
        assert UNMEASURED.search(line)


DOTTED = re.compile(r'\b(\w+)(?:"\])?\.(\w+)')  # a function of a module, in a name or a path
ALIAS = re.compile(r"\b(\w+) as (\w+)\b")
FROM = re.compile(r"(?m)^ *from [\w.]*?(\w+) import (?:\(([^)]*)\)|(.*))$")
OF_TESTS = {"page.shown", "page.every_page", "exercise.solutions"}  # only tests need them
CALLED_BY_NAME = re.compile(r"hooks\.on_\w+|jobs\.\w+")  # by MkDocs, by run/worker.js


def uncalled(sources: dict[str, str], others: Iterable[str]) -> Iterator[str]:
    """Functions of modules that nobody calls: a check among them checks nothing."""
    used = set()
    for text in (*sources.values(), *others):
        alias = {new: old for old, new in ALIAS.findall(text)}
        used |= {f"{alias.get(module, module)}.{name}" for module, name in DOTTED.findall(text)}
        for module, many, one in FROM.findall(text):
            used |= {f"{module}.{name}" for name in re.findall(r"\w+", many or one)}
    for file, text in sources.items():
        path, words = Path(file), Counter(re.findall(r"\w+", text))
        module = path.parent.name if path.stem == "__init__" else path.stem
        for one in ast.parse(text).body:
            if not isinstance(one, ast.FunctionDef) or one.decorator_list or words[one.name] > 1:
                continue
            name = f"{module}.{one.name}"
            if not (name in used or name in OF_TESTS or CALLED_BY_NAME.fullmatch(name)):
                yield f"{file}:{one.lineno}: nobody calls {one.name}(); call it, or take it out"


def test_every_function_of_the_machinery_is_called_by_it():
    callers = [ROOT / "conftest.py", ROOT / "babel.cfg", *(ROOT / "docs").rglob("*.py")]
    ours = {place(file): read_text(file) for file in sorted((ROOT / "tools").rglob("*.py"))}
    fail(uncalled(ours, map(read_text, callers)))


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("from tools.tea import pour\n\npour()", False),
        ("from tools import tea as drinks\n\ndrinks.pour()", False),
        ("from tools.tea import (\n    brew,\n    pour,\n)\n", False),
        ("from tools import tea\n\ntea.brew()", True),
    ],
)
def test_a_check_that_nobody_calls_is_found(by, said):
    sources = {"tools/tea.py": "def pour(): ...\ndef brew(): pass\n_ = brew\n", "tools/x.py": by}
    found = ["tools/tea.py:1: nobody calls pour(); call it, or take it out"]
    assert [*uncalled(sources, [])] == (found if said else [])


def test_ci_has_every_version_and_system():
    jobs = yaml.safe_load(CI.read_text("utf-8"))["jobs"]
    for name, wanted in (
        ("tests", ["ubuntu", "macos", "windows"]),
        ("free-threaded", ["macos", "windows"]),  # the site's job has those of Linux
    ):
        systems = jobs[name]["strategy"]["matrix"]["os"]
        assert [system.partition("-")[0] for system in systems] == wanted
    matrix = jobs["tests"]["strategy"]["matrix"]
    assert matrix["python"] == [f"3.{minor}" for minor in interpreters.MINORS]
    site = jobs["site"]
    (brought,) = (step["with"] for step in site["steps"] if "setup-python" in step.get("uses", ""))
    *others, builder = brought["python-version"].split()  # the last one is the one called python
    of_site = {"os": site["runs-on"], "python": builder}
    assert matrix["exclude"] == [of_site], "what builds the site is what the tests leave out"
    run = (ROOT / ".ci/run").read_text("utf-8")
    untested = [name for name in others if name not in matrix["python"]]
    assert f"[[ ${{1-}} != rest ]] || others={','.join(untested)}\n" in run
    assert "\nothers=others\n" in run
    assert "exclude" not in jobs["free-threaded"]["strategy"]["matrix"]


def test_ci_is_asked_by_every_push_to_main_and_every_pull_request():
    on = yaml.safe_load(CI.read_text("utf-8"))[True]  # YAML takes the key `on` for true
    assert on == {"push": {"branches": ["main"]}, "pull_request": None}, "nothing is left out"


def test_every_case_is_tried_each_week():
    """A date of a month, or of a year, comes too seldom, and nobody misses a run."""
    on = yaml.safe_load(CI.with_name("weekly.yml").read_text("utf-8"))[True]
    (when,) = on["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", when["cron"]), (
        "weekly.yml: write MINUTE HOUR * * WEEKDAY"
    )


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
    for file in (ROOT / "conftest.py", *sorted((ROOT / "tools").rglob("*.py"))):
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


# What the linters look at, and how hard: each table or object that has to be there, as it is.
LOOKED_AT = {
    ".ci/tsconfig.json": {
        "compilerOptions": {"checkJs": True, "strict": True, "noImplicitReturns": True},
        "include": ["../docs/theme/**/*.js", "modules.d.ts"],
        "exclude": ["../docs/theme/**/vendor/**"],
    },
    "biome.json": {
        "files": {"includes": ["docs/theme/**/*.js", "docs/theme/**/*.css", "!**/vendor"]},
        "linter": {
            "enabled": None,
            "rules": {
                "preset": "recommended",
                "complexity": {
                    "noExcessiveLinesPerFunction": {
                        "level": "error",
                        "options": {"maxLines": MOST_OF_A_FUNCTION},
                    }
                },
                "nursery": {"noFloatingPromises": "error"},
            },
        },
    },
    "pyproject.toml": {
        "tool": {
            "ruff": {
                "exclude": None,
                "extend-exclude": ["*.md", "*.ipynb"],
                "lint": {"select": ["E", "F", "I", "UP", "B", "SIM", "RUF", "PT", "D1"]},
            },
            "pyright": {
                "include": ["tools", "conftest.py", "snippets/capstones"],
                "exclude": ["snippets/capstones/*_family.py"],
                "typeCheckingMode": "standard",
            },
            "importlinter": {"root_package": "tools"},
        }
    },
}


def narrowed(wanted: dict, found: dict, at: str = "") -> Iterator[str]:
    """Settings that are others than those that a test knows; None is one that there is not."""
    for name, value in wanted.items():
        if isinstance(value, dict):
            yield from narrowed(value, found.get(name, {}), f"{at}{name}.")
        elif found.get(name) != value:
            yield f"{at}{name} is {found.get(name)}; meant is {value}, or say so in LOOKED_AT"


@pytest.mark.parametrize("name", LOOKED_AT)
def test_linters_look_at_everything(name):
    text = (ROOT / name).read_text("utf-8")
    found = tomllib.loads(text) if name.endswith("toml") else json.loads(text)
    fail(f"{name}: {what}" for what in narrowed(LOOKED_AT[name], found))


def test_a_linter_that_looks_at_less_is_found():
    wanted = {"a": {"strict": True, "exclude": None}}
    assert not [*narrowed(wanted, {"a": {"strict": True, "more": 1}})]
    assert len([*narrowed(wanted, {"a": {"exclude": ["tools"]}})]) == 2


def test_who_leaves_threads_to_switch_otherwise_is_found():
    before = sys.getswitchinterval()
    with pytest.raises(AssertionError, match="leaves a switch interval"), same_switch_interval():
        sys.setswitchinterval(1e-5)
    assert sys.getswitchinterval() == before
