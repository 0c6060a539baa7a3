"""Since which version something is there: pages say it alike, as programs and Python have it.

Most of what a page says of a version no test understands, and a digit is easily mistyped. So
`versions.txt` has how often each page names which: whoever changes one is asked to look.
"""

import ast
import asyncio
import concurrent.futures
import multiprocessing
import os
import queue
import re
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from saying import fail, line_at
from test_content import CHAPTERS, PAGES, SNIPPETS, prose, text_of
from test_prose import names
from test_shown import kept

from docs import DOCS, MOVED
from tools.examples.snippet import BadSnippet
from tools.files import place
from tools.interpreters import MINORS

NAME = r"\[?`(?P<name>[^`\n]+)`(?:\]\([^)]*\))?"
VERSION = r"(?:Python\s+)?3\.(?P<minor>\d+)\b(?!\.\d)"
VERSION_TOO = VERSION.replace("minor", "later")
SINCE = re.compile(rf"{NAME}(?:,| \||\s+is|\s+exists)?\s+\[?(?:since|new\s+in)\s+{VERSION}")
ADDED = re.compile(rf"{NAME},? which (?:{VERSION} has (?:added|brought)|\w+ since {VERSION_TOO})")
ROW = re.compile(rf"\| (?:since |from )?{VERSION}(?: and later)? \| (?P<what>.+?) \|")
FROM = re.compile(rf"From {VERSION}[^:`]*: (?P<what>.+)")
# The names with which a part of a row begins, up to what is said of them.
LISTED = re.compile(
    rf"{NAME}(?:,? and (?=\[?`)|, (?=\[?`)|(?P<ends>$|[.]|[:,] | \(| for | of | exists))"
)
OPTION = re.compile(r"\w+=\w*")  # and nothing of what has it
PEP = re.compile(r"\(https://peps\.python\.org/pep-0*(?P<number>\d+)/?\)")
BY_PEP = re.compile(rf"\bsince\s+{VERSION}\s+\(\[[^\]]+\]{PEP.pattern}")
IN_BRACKETS = re.compile(r"\(3\.(?P<minor>\d+)[,)]")
MODULES = {
    module.__name__: module
    for module in (asyncio, concurrent.futures, multiprocessing, os, queue, sys, threading)
}


class Statement(NamedTuple):
    """What a page says: this is there since Python 3.`minor`."""

    name: str
    minor: int
    place: str

    @property
    def path(self) -> list[str]:
        """`Executor`, `map` of `Executor.map(buffersize=)`; nothing of `buffersize=3`."""
        before = re.split(r"[(=]", self.name)[0].split(".")
        return [] if OPTION.fullmatch(self.name) else before

    @property
    def options(self) -> list[str]:
        """`buffersize` of `Executor.map(buffersize=)`."""
        alone = OPTION.fullmatch(self.name)
        return re.findall(r"\w+(?==)", self.name if alone else self.name.partition("(")[2])

    def is_of_the_same(self, other: "Statement") -> bool:
        """Is it said of the same thing? `interrupt()` and `Process.interrupt()` may be one."""
        short, long = sorted((self.path, other.path), key=len)
        return long[len(long) - len(short) :] == short and self.options == other.options


def stated(text: str, place: str) -> Iterator[Statement]:
    """What a text says to be there since a version of Python, in a table or in a sentence."""
    for line, row in enumerate(text.splitlines(), 1):
        match = ROW.match(row) or FROM.match(row)
        said = match or (row.startswith("| ") and IN_BRACKETS.search(row))
        if said:
            for pep in PEP.finditer(row):
                yield Statement(f"PEP {pep['number']}", int(said["minor"]), f"{place}:{line}")
        for part in match["what"].split("; ") if match else []:
            for name in listed(part):
                yield Statement(name, int(match["minor"]), f"{place}:{line}")
    for match in SINCE.finditer(text):
        line = line_at(text, match.end())
        yield Statement(match["name"], int(match["minor"]), f"{place}:{line}")
    for match in ADDED.finditer(text):
        line = line_at(text, match.end())
        yield Statement(match["name"], int(match["minor"] or match["later"]), f"{place}:{line}")
    for match in BY_PEP.finditer(text):
        line = line_at(text, match.end())
        yield Statement(f"PEP {match['number']}", int(match["minor"]), f"{place}:{line}")


def listed(part: str) -> list[str]:
    """The names with which it begins, if nothing but their being there is said of them."""
    found, at = [], 0
    while match := LISTED.match(part, at):
        found.append(match["name"])
        at = match.end()
        if match["ends"] is not None:
            return found
    return []


def contradictions(said: Sequence[Statement]) -> Iterator[str]:
    """Statements of which one has another version than another."""
    for one, other in combinations(said, 2):
        if one.minor != other.minor and one.is_of_the_same(other):
            yield (
                f"{one.place}: {one.name} since 3.{one.minor}; {other.place} says {other.name} "
                f"since 3.{other.minor}; find out which is right"
            )


def older_than_needed(said: Sequence[Statement], used: set[str], needs: int) -> Iterator[Statement]:
    """Statements on the newest names of a program, if it needs a version that is newer than all."""
    of_it = [
        one
        for one in said
        if {*one.path, *one.options} <= used and one.minor > MINORS[0]
        # Who else has a `shutdown()` cannot be told.
        if not any(len(one.path) < len(other.path) and one.is_of_the_same(other) for other in said)
    ]
    newest = max((one.minor for one in of_it), default=needs)
    yield from (one for one in of_it if one.minor == newest < needs)


def in_this_python(one: Statement) -> bool | None:
    """Does the running Python have what a statement is about? None if that cannot be told."""
    if one.options or not re.fullmatch(r"[\w.]+\(\)|[A-Z]\w+", one.name):
        return None
    *path, name = one.path
    if path and path[0] in MODULES:
        owners: list = [MODULES[path.pop(0)]]
    else:
        owners = list(MODULES.values())
    for part in path:
        owners = [getattr(owner, part, None) for owner in owners]
    classes = [owner for owner in owners if isinstance(owner, type)]
    owners = classes if path else owners
    if any(hasattr(owner, name) for owner in owners):
        return True
    # Who sets it for each instance has it, too.
    told = one.path[1:] and owners and not any(name in names_of(owner) for owner in classes)
    return False if told else None


def names_of(owner: type) -> tuple[str, ...]:
    """What the initializer of a class names."""
    code = getattr(owner.__init__, "__code__", None)
    return code.co_names if code else ()


SAID = [one for page in PAGES for one in stated(prose(text_of(page)), place(page))]


def test_all_pages_name_the_same_version():
    fail(contradictions(SAID))


def test_a_program_needs_the_version_of_what_is_new_in_it():
    """Its oldest Python is tried at each record; what pages say is not."""
    found = []
    for snippet in SNIPPETS:
        with suppress(BadSnippet, StopIteration):  # another test says so
            needs = next(n for n in MINORS if f"3.{n}.99" in snippet.needs.supported)
            used = names(snippet.source) if needs > MINORS[0] else set()
            found += [
                f"{one.place}: {one.name} since 3.{one.minor}; snippets/{snippet.name} has it, and "
                f"needs 3.{needs}; mend one of the two, or name what else is new in it in a table"
                for one in older_than_needed(SAID, used, needs)
            ]
    fail(found)


BOUNDS = (
    (re.compile(r"(?i)\b(?:up to|until|through) (?:Python )?3\.(\d+)"), 1),
    (re.compile(r"(?i)\b(?:before|since|from|older than) (?:Python )?3\.(\d+)"), 0),
    (re.compile(r"\b3\.(\d+) (?:and|or) later\b"), 0),
)


def other_bounds(judges: str) -> Iterator[tuple[int, str]]:
    """Judges that tell readers from which version something differs, and ask for another one."""
    for judge in ast.walk(ast.parse(judges)):
        if isinstance(judge, ast.FunctionDef) and judge.decorator_list:
            told = ast.get_docstring(judge) or ""
            said = {int(n) + more for bound, more in BOUNDS for n in bound.findall(told)}
            asked = {
                node.elts[1].value
                for node in ast.walk(judge)
                if isinstance(node, ast.Tuple) and ast.unparse(node).startswith("(3, ")
            }
            if asked and (other := said - asked):
                yield (
                    judge.lineno,
                    (
                        f"{judge.name}: readers are told of a bound at 3.{min(other)}, it asks for "
                        f"3.{min(asked)}; let both be one"
                    ),
                )


def test_readers_are_told_of_the_versions_for_which_a_judge_asks():
    fail(
        f"{place(file)}:{line}: {problem}"
        for file in CHAPTERS
        for line, problem in other_bounds(file.read_text("utf-8"))
    )


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("Up to Python 3.12 it ends.", 0),
        ("Up to Python 3.13 it ends.", 1),
        ("Since 3.13 it waits.", 0),
        ("Before 3.14, it ends.", 1),
        ("Python 3.13 and later wait.", 0),
        ("One run's; yours may differ.", 0),
    ],
)
def test_a_judge_that_asks_for_another_version_than_it_tells_is_found(told, found):
    judge = f'@sample\ndef late(run):\n    """{told}"""\n    assert run.python.version >= (3, 13)\n'
    assert len(list(other_bounds(judge))) == found


def test_this_python_has_what_is_said_of_it():
    here = sys.version_info.minor
    fail(
        f"{one.place}: {one.name} since 3.{one.minor}; Python 3.{here} has it: {has}"
        for one in SAID
        if (has := in_this_python(one)) is not None and has != (one.minor <= here)
    )


TABLE = """
| version | what |
|---|---|
| Python 3.13 | [`Pot.lid()`](pot.md) and `stir(hot=...)`; `Cup` breaks |
| 3.11 | [a PEP](https://peps.python.org/pep-0007/), of old |
| 3.12 and later | `Tea`, in bags |
| up to 3.11 | `Milk` |

A `spoon` is new in
Python 3.14, `Pot.lid()` exists [since 3.13](pot.md), since 3.13.2 `Milk` is white, 3.15 has none.

The `tap`, which Python 3.13 has added, drips; so does `leak()`, which works since 3.12.

From 3.11, which is old: `Kettle`, `Jug()`. It boils since 3.12
([PEP 8](https://peps.python.org/pep-0008/)).
"""


def test_what_a_page_says_of_versions_is_read():
    assert [(one.name, one.minor, one.place) for one in stated(TABLE, "tea.md")] == [
        ("Pot.lid()", 13, "tea.md:4"),
        ("stir(hot=...)", 13, "tea.md:4"),
        ("PEP 7", 11, "tea.md:5"),
        ("Tea", 12, "tea.md:6"),
        ("Kettle", 11, "tea.md:14"),
        ("Jug()", 11, "tea.md:14"),
        ("spoon", 14, "tea.md:10"),
        ("Pot.lid()", 13, "tea.md:10"),
        ("tap", 13, "tea.md:12"),
        ("leak()", 12, "tea.md:12"),
        ("PEP 8", 12, "tea.md:15"),
    ]


@pytest.mark.parametrize(
    ("name", "minor", "found"),
    [
        ("Pot.lid()", 14, 2),
        ("tea.Pot.lid()", 14, 2),
        ("lid()", 14, 2),
        ("Pot.lid()", 13, 0),
        ("Jar.lid()", 14, 0),
        ("stir()", 14, 0),
        ("stir(hot=True)", 12, 1),
        ("hot=3", 12, 1),
        ("hot=3", 13, 0),
        ("lid=3", 12, 0),
    ],
)
def test_a_version_that_another_page_contradicts_is_found(name, minor, found):
    said = [*stated(TABLE, "tea.md"), Statement(name, minor, "pot.md:1")]
    assert len(list(contradictions(said))) == found


@pytest.mark.parametrize(
    ("used", "needs", "older"),
    [
        ({"Pot", "lid", "Tea"}, 14, ["Pot.lid()", "Pot.lid()"]),
        ({"Pot", "lid", "Tea"}, 13, []),
        ({"Tea", "lid", "stir"}, 13, ["Tea"]),
        ({"Milk", "Cup", "Pot"}, 14, []),
    ],
)
def test_a_program_that_needs_a_newer_version_than_is_said_is_found(used, needs, older):
    found = older_than_needed(list(stated(TABLE, "tea.md")), used, needs)
    assert [one.name for one in found] == older


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("asyncio.to_thread()", True),
        ("TaskGroup", True),
        ("TaskGroup.create_task()", True),
        ("TaskGroup.drink()", False),
        ("os.drink()", False),
        ("Condition.acquire()", None),
        ("Teapot.drink()", None),
        ("drink()", None),
        ("forkserver", None),
        ("Thread(tea=)", None),
    ],
)
def test_what_python_has_is_seen(name, has):
    assert in_this_python(Statement(name, 11, "tea.md:1")) is has


LIST = Path(__file__).with_name("versions.txt")
TARGET = re.compile(r"\]\([^)\s]*\)")
NAMED = re.compile(r"(?<![\w.])3\.\d+(?:\.\d+)?t?(?!\w|\.\d)")


def versions(text: str) -> list[tuple[int, str]]:
    """The versions of Python that a page names outside of programs, with their lines."""
    said = TARGET.sub(lambda target: "]" + "\n" * target[0].count("\n"), prose(text))
    return [(line_at(said, one.start()), one[0]) for one in NAMED.finditer(said)]


def others(now: list[tuple[int, str]], then: list[str]) -> Iterator[tuple[int, str]]:
    """What a page has of versions more or less often than it had, with a line to look at."""
    had, has = Counter(then), Counter(version for _, version in now)
    more, less = sorted((has - had).elements()), sorted((had - has).elements())
    if more or less:
        lines = [line for line, version in now if version in more]
        where = f", in one of the lines {', '.join(map(str, lines))}" if lines[1:] else ""
        told = f"{', '.join(more) or 'nothing'} in place of {', '.join(less) or 'nothing'}"
        yield lines[0] if lines else 1, f"the page names {told}{where}"


def test_a_version_on_a_page_changes_on_purpose(record):
    now = {
        page.relative_to(DOCS).as_posix(): versions(text_of(page))
        for page in [*PAGES, DOCS / "claims.yml"]
    }
    if record:
        lists = {name: sorted(version for _, version in found) for name, found in now.items()}
        lines = (f"{name}: {' '.join(found)}\n" for name, found in lists.items() if found)
        LIST.write_text("".join(lines), "utf-8")
    then = kept(LIST.read_text("utf-8"), MOVED)
    fail(
        f"{place(DOCS / name)}:{line}: {what}; see in the source, or on that Python, whether it is "
        "so; then run: pytest tests --record"
        for name, found in now.items()
        for line, what in others(found, " ".join(then.get(name, [])).split())
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Since 3.12, it warns.\n\nUp to 3.11.7 it leaks; 3.14t has none.", []),
        ("3.14t has none. Up to\n3.11.7 it leaks, from 3.12. See [it](v3.9/x).", []),
        ("Since 3.11, it warns.\n\nUp to 3.11.7 it leaks; 3.14t has none.", [(1, "3.11", "3.12")]),
        (
            "Since 3.12, it warns.\n\nUp to 3.11.8 it leaks; 3.14 has none.",
            [(3, "3.11.8, 3.14", "3.11.7, 3.14t")],
        ),
        ("Since 3.12, it warns.", [(1, "nothing", "3.11.7, 3.14t")]),
        ("3.12, 3.11.7, 3.14t\n\n```\n3.9\n```\n\n3.12", [(1, "3.12", "nothing")]),
    ],
)
def test_a_version_that_was_changed_is_found(text, told):
    found = list(others(versions(text), ["3.11.7", "3.12", "3.14t"]))
    assert [line for line, _ in found] == [line for line, *_ in told]
    for (_, what), (_, more, less) in zip(found, told, strict=True):
        assert what.startswith(f"the page names {more} in place of {less}")
