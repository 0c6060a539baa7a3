"""What README.md and CONTRIBUTING.md name is there: files, modules; commands on pages, too."""

import ast
import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
import test_content
import test_exercises
from parsed import tree_of
from saying import fail
from test_counts import value
from test_published import git

from docs import DOCS
from tools.examples import runner
from tools.examples.outcome import Outcome
from tools.files import ROOT, place, read_text
from tools.measurements import compare
from tools.pictures import storm

NAMES = ("README.md", "CONTRIBUTING.md")
PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w.-]+\.(?:css|in|ini|j2|js|md|py|toml|txt|yml)")
MADE_UP = re.compile(r"(?:^|[/_])(?:tea|x)(?:[_./]|$)")
# By the commands, or by who adds a language.
MADE = {".venv/bin/", "build/", "locale/", "messages.pot", "site/", "tools/site/locale/"}
MACHINERY = re.compile(r"(?m)^\| (?P<first>`.*?`(?:, `.*?`)*) \| (?P<second>.*) \|$")


@cache
def files() -> list[str]:
    """The paths of all files of the project."""
    return git("ls-files", "--cached", "--others", "--exclude-standard").splitlines()


def gone(text: str, there: list[str]) -> Iterator[tuple[int, str]]:
    """Lines with a path in code marks to which nothing leads, and the path."""
    paths = {f"/{name}" for name in there}
    for number, line in enumerate(text.splitlines(), 1):
        for name in re.findall(r"`([^`\s]+)`", line):
            if not PATH.fullmatch(name) or MADE_UP.search(name) or name in MADE:
                continue
            here = f"/{name.rstrip('/')}"
            if not any(here + "/" in path or path.endswith(here) for path in paths):
                yield number, name


def not_in_the_table(text: str, tools: Path) -> Iterator[str]:
    """Modules that the table of the machinery names and that are not there, and the reverse."""
    _, _, table = text.partition("\n| `tools/` | what |\n")
    rows = [row for row in MACHINERY.finditer(table.partition("\n\n")[0])]
    named = set()
    for row in rows:
        first = [name.rstrip("/") for name in re.findall(r"`([\w/]+)`", row["first"])]
        named |= set(first)
        yield from (f"there is no tools/{name}" for name in first if not is_there(tools / name))
        if row["first"].endswith("/`"):
            inside = [
                name.rstrip("/")
                for name in re.findall(r"`([a-z_]+/?)`", row["second"])
                if name not in MADE
            ]
            folder = tools / first[0]
            yield from (
                f"there is no tools/{first[0]}/{name}"
                for name in inside
                if folder.is_dir() and not is_there(folder / name)
            )
    has = {
        file.stem
        for file in tools.iterdir()
        if file.suffix == ".py" or (file / "__init__.py").exists()
    }
    yield from (
        f"the table does not name tools/{name}" for name in sorted(has - named - {"__init__"})
    )


def is_there(module: Path) -> bool:
    """Is it a folder or a module?"""
    return module.is_dir() or module.with_suffix(".py").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_named_is_there(name):
    if not files():
        pytest.skip("no git, or no checkout")
    fail(
        f"{name}:{line}: {path} is not there; name what is"
        for line, path in gone(read_text(ROOT / name), files())
    )


COMMAND = re.compile(r"python3? -m (?P<module>tools(?:\.\w+)+)(?P<rest>[^`\n|]*)")
CHECK = re.compile(r"\[(check_\w+\.py)\].*`pytest (check_\w+\.py)`")


def wrong_commands(text: str, sources: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Lines with a command of ours that has no such option, or of another check than is linked."""
    for number, line in enumerate(text.splitlines(), 1):
        for command in COMMAND.finditer(line):
            module = command["module"]
            for option in re.findall(r"--[\w-]+", command["rest"]):
                if f'"{option}"' not in sources.get(module, ""):
                    yield number, f"python -m {module} has no {option}"
        for linked, named in CHECK.findall(line):
            if linked != named:
                yield number, f"the link is to {linked}, the command names {named}"


def test_commands_are_as_they_are_typed():
    sources = {f"tools.{file.stem}": read_text(file) for file in (ROOT / "tools").glob("*.py")}
    documents = [*map(ROOT.joinpath, NAMES), *sorted(DOCS.rglob("*.[mp][dy]"))]
    fail(
        f"{place(file)}:{line}: {problem}"
        for file in documents
        for line, problem in wrong_commands(read_text(file), sources)
    )


def test_a_wrong_command_is_found():
    text = "`python -m tools.measure --json a --out b`\n[check_a.py](x): `pytest check_b.py`"
    assert list(wrong_commands(text, {"tools.measure": 'add("--json")'})) == [
        (1, "python -m tools.measure has no --out"),
        (2, "the link is to check_a.py, the command names check_b.py"),
    ]


TYPED = re.compile(r"(?m)^    (?P<block>.*)|(?P<marks>`+)(?P<inline>[^`]+)(?P=marks)")
PYTEST = re.compile(r"\bpytest(?P<words>(?: [^\s|&]+)+)")
FACTS = {fact.name for fact in fields(Outcome)}
OPTION = re.compile(r"--?[a-z][\w-]*")


def typed(text: str) -> Iterator[tuple[int, str]]:
    """What a reader of a document types: lines that are set in, and what stands in code marks."""
    for found in TYPED.finditer(text):
        yield text[: found.start()].count("\n") + 1, found["block"] or found["inline"] or ""


def unknown_options(code: str, known: Collection[str]) -> Iterator[str]:
    """Options with which pytest would refuse a command."""
    for command in PYTEST.finditer(code):
        for option in command["words"].split():
            if OPTION.fullmatch(option) and option not in known and option[:2] not in known:
                yield f"pytest has no {option}"


def renamed(code: str, programs: str) -> Iterator[str]:
    """Names in capitals that no program has, and environment variables that none reads."""
    for name in re.findall(r"(?:^|\s)([A-Z][A-Z_]{2,})=", code):
        if not re.search(rf"""(?:environ(?:\.get\(|\[)|getenv\(|= )"{name}\"""", programs):
            yield f"no program reads the variable {name}; was it renamed?"
    if re.fullmatch("[A-Z][A-Z_]{2,}", code) and not re.search(rf"\b{code}\b", programs):
        yield f"no program has the name {code}; was it renamed?"


def refused(code: str) -> Iterator[str]:
    """Calls of what states outcomes with arguments that it does not take."""
    if code.lstrip().startswith("@"):
        code = f"{code}\ndef of(run): pass"
    for call in ast.walk(tree_of(textwrap.dedent(code))):  # none in what is no Python
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            stated = call.func.id in {"exact", "any_order", "sample"}
            for argument in call.keywords if stated else ():
                if argument.arg not in FACTS:
                    yield f"{call.func.id}() takes no {argument.arg}=; what it takes: Outcome"


def test_commands_and_outcomes_are_taken_as_they_are_shown(pytestconfig):
    known = {name for option in pytestconfig._parser._anonymous.options for name in option.names()}
    for group in pytestconfig._parser._groups:
        known |= {name for option in group.options for name in option.names()}
    folders = ("tools", "tests", "exercises")
    programs = "".join(read_text(file) for name in folders for file in (ROOT / name).rglob("*.py"))
    fail(
        f"{name}:{line}: {problem}"
        for name in NAMES
        for line, code in typed(read_text(ROOT / name))
        for problem in (*unknown_options(code, known), *refused(code), *renamed(code, programs))
    )


def test_what_is_refused_when_it_is_typed_is_found():
    text = (
        "Write:\n\n    tea = exact(leaves=['a'])\n    pot = exact(lid=1)\n    @sample(cup=1)\n"
        "`exact(x=1)`\n`pytest -n0 docs --fast -k tea`, `pytest --all | more --fast`, `pip --x`"
    )
    found = [
        (line, problem.partition(";")[0])
        for line, code in typed(text)
        for problem in (*unknown_options(code, {"--all", "-k", "-n"}), *refused(code))
    ]
    assert found == [
        (4, "exact() takes no lid="),
        (5, "sample() takes no cup="),
        (6, "exact() takes no x="),
        (7, "pytest has no --fast"),
    ]
    assert not [
        *renamed("POT=3 pytest --x CUP=1", 'environ["POT"]; getenv("CUP")'),
        *renamed("TEA", "TEA"),
    ]
    assert [*renamed("POT=3 pytest", 'setenv("POT")')] == [
        "no program reads the variable POT; was it renamed?"
    ]
    assert [*renamed("TEA", "TEAS")] == ["no program has the name TEA; was it renamed?"]


def test_the_oldest_python_is_the_same_everywhere():
    """For that one the requirements are chosen."""
    said = re.search(r"You need Python (3[\d.]*\d)", read_text(ROOT / "README.md"))
    assert said, "README.md does not say which Python is needed"
    fail(
        f"{name}: --python-version {version}, and README.md says {said[1]}; let both agree"
        for name in ("README.md", "requirements.txt")
        for version in re.findall(r"--python-version ([\d.]+)", read_text(ROOT / name))
        if version != said[1]
    )


def test_the_map_of_the_machinery_is_right():
    problems = not_in_the_table(read_text(ROOT / "README.md"), ROOT / "tools")
    fail(f"README.md, in the table of tools/: {problem}" for problem in problems)


def test_what_is_gone_is_found(tmp_path):
    there = ["tools/site/card.py", "tests/test_site.py"]
    text = "`card.py`, `tools/site/`, `site/card.py`, `snippets/tea.py`\n`cart.py`, `tools/cart/`"
    assert list(gone(text, there)) == [(2, "cart.py"), (2, "tools/cart/")]
    for name in ("files.py", "site/__init__.py", "site/card.py", "pot.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    rows = "| `files`, `cups` | a |\n| `site/` | `card`, `cart` |"
    table = f"\n| `tools/` | what |\n|---|---|\n{rows}\n\n"
    assert list(not_in_the_table(table, tmp_path)) == [
        "there is no tools/cups",
        "there is no tools/site/cart",
        "the table does not name tools/pot",
    ]


# What CONTRIBUTING.md says of a limit that is kept elsewhere, and what it is there.
LIMITS = {
    r"at most (\S+) lines of (\S+) columns": (test_content.MOST_LINES, test_content.MOST_COLUMNS),
    r"end with status 0 within (\S+) seconds": (runner.LIMIT,),
    r"may have (\S+) lines, a measured one (\S+)\.": (
        test_content.MOST_LINES_WITH_PACKAGES,
        test_content.MOST_LINES_MEASURED,
    ),
    r"these two may have (\S+) lines": (test_content.MOST_LINES_CAPSTONE,),
    r"two runs then give the (\S+) values": (compare.ENOUGH,),
    r"up to (\S+) series": (storm.LOOKS,),
    r"in `tests/wrong_solutions\.py` (\S+) or more": (test_exercises.FEWEST,),
    r"Its wrong solutions, (\S+) or more": (test_exercises.FEWEST_OF_A_CAPSTONE,),
}


def other_limits(text: str) -> Iterator[str]:
    """Limits of which a text says something else than what holds."""
    words = " ".join(text.split())
    for pattern, limits in LIMITS.items():
        found = re.search(pattern, words)
        if not found:
            yield f"nothing there is {pattern}; see LIMITS in tests/test_documents.py"
        elif [*map(value, found.groups())] != [*limits]:
            yield f"{found[0]!r}: what holds is {', '.join(f'{one:g}' for one in limits)}"


def test_the_limits_are_those_that_hold():
    text = read_text(ROOT / "CONTRIBUTING.md")
    fail(f"CONTRIBUTING.md: {problem}" for problem in other_limits(text))
    changed = text.replace("within ten seconds", "within fifteen\nseconds").replace(
        "up to five", "some"
    )
    found = [problem[:28] for problem in other_limits(changed)]
    assert found == ["'end with status 0 within fi", "nothing there is up to (\\S+)"]
