"""No test gets lost: between those that are run and those that are left to --all, by its name, by
a list that has become empty."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from dealing import TESTS, changed, chosen, dealt, that_record
from saying import fail
from test_published import git

from docs import DOCS
from tools.examples.snippet import Snippet
from tools.files import ROOT, SNIPPETS, place, read_text


@dataclass(frozen=True)
class Item:
    """What is asked of a test."""

    nodeid: str
    fixturenames: tuple[str, ...] = ()
    one_in: int = 0
    with_all: int = 1
    left_to_all: bool = False
    root: Path = Path()
    callspec: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(params={}))

    @property
    def path(self) -> Path:
        return self.root / Path(self.nodeid.partition("::")[0])

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        if name == "one_in" and self.one_in:
            return pytest.mark.one_in(self.one_in, with_all=self.with_all).mark
        return pytest.mark.left_to_all.mark if name == "left_to_all" and self.left_to_all else None


def test_one_in_some_cases_is_run_where_that_is_enough():
    many = [Item(f"a.py::many[{n}]", one_in=3, with_all=2) for n in range(7)]
    others = [Item(f"a.py::other[{n}]") for n in range(4)]
    kept, left_out = chosen([*many, *others], 0)
    assert kept == [many[0], many[3], many[6], *others]
    assert sorted(left_out + kept, key=str) == sorted(many + others, key=str)
    assert chosen(many, 1)[0] == many[::2]
    assert chosen(many, 2) == (many, [])


def test_what_takes_long_is_left_to_all():
    many = [Item(f"a.py::many[{n}]", left_to_all=n == 1) for n in range(3)]
    assert chosen(many, 0) == ([many[0], many[2]], [many[1]])
    assert chosen(many, 1) == (many, [])


def test_what_is_being_changed_is_always_tried():
    names = [f"threads/{n}.py" for n in range(4)]
    given = [*names, *(Snippet(one) for one in names), None, 7]
    many = [
        Item("a.py::many", one_in=99, left_to_all=n == 6, callspec=SimpleNamespace(params={"x": x}))
        for n, x in enumerate(given)
    ]
    assert chosen(many, 0, {"threads/2.py"})[0] == [many[0], many[2], many[6]]
    assert chosen(many, 0)[0] == many[:1]


def test_what_is_being_changed_is_asked_of_git(tmp_path):
    if not git("--version"):
        pytest.skip("no git")
    author = ("-c", "user.name=Ann", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")

    def commit(*files):
        for file in files:
            (tmp_path / "snippets" / file).write_text(f"{file}, {len(files)}", "utf-8")
        git("add", ".", folder=tmp_path)
        git(*author, "commit", "-q", "-m", "more", folder=tmp_path)

    (tmp_path / "snippets").mkdir()
    git("init", "-q", folder=tmp_path)
    commit("tea.py", "pot.py", "cup.py")
    assert changed(tmp_path) == set()
    commit("tea.py", "tea.out")
    (tmp_path / "snippets/pot.py").write_text("hot", "utf-8")
    (tmp_path / "snippets/lid.py").write_text("", "utf-8")
    (tmp_path / "other.py").write_text("", "utf-8")
    assert changed(tmp_path) == {"tea.py", "pot.py", "lid.py"}
    assert changed(tmp_path / "none") == set()


def test_with_record_run_the_tests_that_keep_something_and_those_of_a_file_that_is_named():
    keeps = Item("tests/a.py::keeps", fixturenames=("record",))
    other, named, example = (Item(f"{file}::x") for file in ("tests/a.py", "tests/b.py", "docs/c"))
    items = [replace(one, root=TESTS.parent) for one in (keeps, other, named, example)]
    kept, left_out = that_record(items, {TESTS / "b.py"})
    assert (kept, left_out) == ([items[0], *items[2:]], [items[1]])


@pytest.mark.parametrize("count", [1, 5, 6, 7, 40, 41])
@pytest.mark.parametrize(("workers", "browsers"), [(1, 1), (2, 2), (8, 2)])
def test_every_test_is_dealt_once_and_each_worker_gets_what_suits_it(count, workers, browsers):
    kinds = ("site", "browser"), (), ("site",), (), ()
    items = [Item(f"t.py::{n}", kinds[n % len(kinds)]) for n in range(count)]
    order = dealt(items, workers, browsers)
    assert sorted(order, key=str) == sorted(items, key=str)
    hands, start = [], 0
    for worker in range(workers):  # as pytest-xdist cuts it: each the same share of what is left
        end = start + (len(order) - start) // (workers - worker)
        hands.append([item.fixturenames for item in order[start:end]])
        start = end
    few = len(order) < workers
    assert few or hands[0][0] == ("site", "browser"), "the first builds the site"
    for hand in hands[:browsers]:
        in_browser = ["browser" not in names for names in hand]
        assert few or in_browser == sorted(in_browser)
    for hand in hands[browsers:]:
        on_site = ["site" in names for names in hand]
        assert on_site == sorted(on_site)


def test_the_others_do_not_all_wait_at_the_same_time():
    items = [Item(f"t.py::{n}") for n in range(80)]
    begun = [dealt(items, 8, 2)[worker * 10] for worker in range(2, 8)]
    places = [items.index(item) for item in begun]
    assert places == sorted(places)
    assert min(after - before for before, after in pairwise(places)) > 5


FOLDERS = {"ROOT": ROOT, "DOCS": DOCS, "SNIPPETS": SNIPPETS, "__builtins__": {}}


def sources() -> dict[str, str]:
    """The modules of the tests, by their paths."""
    return {place(file): read_text(file) for file in sorted((ROOT / "tests").rglob("*.py"))}


def never_run(modules: Mapping[str, str]) -> Iterator[str]:
    """Functions that are tests to their authors, but not to pytest."""
    words = Counter(re.findall(r"\w+", "".join(modules.values())))
    for name, text in modules.items():
        collected = Path(name).name.startswith("test_")
        for one in ast.parse(text).body:
            if not isinstance(one, ast.FunctionDef) or one.name.startswith(("pytest_", "on_")):
                continue  # hooks, of MkDocs too
            where = f"{name}:{one.lineno}: {one.name}()"
            if one.name.startswith("test"):
                if not collected:
                    yield f"{where} is never run: pytest takes tests from test_*.py"
            elif words[one.name] == 1 and "fixture" not in " ".join(
                map(ast.unparse, one.decorator_list)
            ):
                yield f"{where} is called by nobody; a test is named test_*"


def find_nothing(modules: Mapping[str, str]) -> Iterator[str]:
    """Where a test goes through files of the project, and there are none: it would always pass."""
    for name, text in modules.items():
        for one in ast.walk(ast.parse(text)) if "glob(" in text else ():
            match one:
                case ast.Call(
                    ast.Attribute(folder, "glob" | "rglob" as how), [ast.Constant(str(pattern))]
                ):
                    try:
                        found = eval(ast.unparse(folder), FOLDERS)
                    except (NameError, AttributeError):
                        continue  # a folder of its own
                    if isinstance(found, Path) and not any(getattr(found, how)(pattern)):
                        yield f"{name}:{one.lineno}: {ast.unparse(one)} finds nothing any more"


def test_every_test_is_one_for_pytest_and_goes_through_files_that_there_are():
    modules = sources()
    fail([*never_run(modules), *find_nothing(modules)])


def test_an_empty_list_of_cases_is_an_error(pytestconfig):
    mark = pytestconfig.getini("empty_parameter_set_mark")
    assert mark == "fail_at_collect", "pyproject.toml: a test without cases would be skipped"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("tests/more.py", "def test_tea(): ...\n", "pytest takes tests from test_*.py"),
        ("tests/test_x.py", "def tea_is_hot(): ...\n", "a test is named test_*"),
        (
            "tests/test_x.py",
            "@pytest.mark.posix\ndef tset_tea(): ...\n",
            "2: tset_tea() is called by nobody",
        ),
        ("tests/test_x.py", "@pytest.fixture(autouse=True)\ndef tea(): ...\n", ""),
        ("tests/test_x.py", "def tea(): ...\ndef test_it(): tea()\n", ""),
        ("tests/test_x.py", "for f in (ROOT / 'docs').rglob('*.tea'): f\n", "finds nothing"),
        ("tests/test_x.py", "for f in ROOT.glob('*.toml'): f\nfor g in own.glob('*'): g\n", ""),
    ],
)
def test_a_test_that_never_runs_is_found(name, text, said):
    found = "".join([*never_run({name: text}), *find_nothing({name: text})])
    assert said in found
    assert bool(found) == bool(said)
