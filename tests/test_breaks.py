"""A wrong page never gets through: a small copy of the site is broken, one way at a time.

Each way must make the run fail, and what it says must name the page or the snippet, and the line.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tools.snippets import ROOT

EXAMPLES = ("docs", "tests/test_content.py")
SITE = ("tests/test_site.py",)

HOME = """\
# Home { #home }

Go to [the kitchen](kitchen.md), or see [how to bake](kitchen.md#bake).
"""
KITCHEN = """\
# Kitchen { #kitchen }

## Bake { #bake }

```python
--8<-- "kitchen/bake.py"
```

## Serve { #serve }

=== "In a tab"

    ```python
    --8<-- "kitchen/serve.py"
    ```

!!! note "In an admonition"

    ```python
    --8<-- "kitchen/greet.py"
    ```

1. In a list

    ```python
    --8<-- "kitchen/roll.py"
    ```

```python
--8<-- "kitchen/broken_pot.py"
```
"""
BAKE = '''\
"""A thread bakes bread."""

from threading import Thread

if __name__ == "__main__":
    loaves = []
    baker = Thread(target=loaves.append, args=("rye",))
    baker.start()
    baker.join()
    print("loaves:", len(loaves))
'''
SERVE = '''\
"""A process serves a dish."""

from multiprocessing import get_context


def serve(dishes):
    dishes.put("soup")


if __name__ == "__main__":
    spawn = get_context("spawn")
    dishes = spawn.SimpleQueue()
    waiter = spawn.Process(target=serve, args=(dishes,))
    waiter.start()
    print("served:", dishes.get())
    waiter.join()
'''
GREET = '''\
"""Guests are greeted in any order."""

from random import sample

if __name__ == "__main__":
    for guest in sample(["Ann", "Bob"], 2):
        print("hello", guest)
'''
ROLL = '''\
"""A die is rolled."""

from random import randint

if __name__ == "__main__":
    print("rolled", randint(1, 6))
'''
BROKEN_POT = '''\
"""Broken: the pot is not there."""

if __name__ == "__main__":
    pots = {}
    print(pots["big"])
'''
OUTCOMES = '''\
"""What the examples may print."""

from tools.outcomes import Run, any_order, exact, sample

bake = exact(limit=3)
broken_pot = exact(status=1, stderr=["KeyError: 'big'"])
greet = any_order()


@sample
def roll(run: Run) -> None:
    """A die has no memory."""
    assert run.lines[0] in [f"rolled {n}" for n in range(1, 7)]
'''
FILES = {
    "docs/en/index.md": HOME,
    "docs/en/kitchen.md": KITCHEN,
    "snippets/kitchen/bake.py": BAKE,
    "snippets/kitchen/serve.py": SERVE,
    "snippets/kitchen/greet.py": GREET,
    "snippets/kitchen/roll.py": ROLL,
    "snippets/kitchen/broken_pot.py": BROKEN_POT,
    "snippets/kitchen/outcomes.py": OUTCOMES,
}
TYPED = "```python\nprint('typed')\n```\n"
STUCK = '''\
"""Two locks, two orders."""

from threading import Barrier, Lock, Thread


def take(first, second):
    with first:
        both.wait()
        with second:
            pass


if __name__ == "__main__":
    pan, pot, both = Lock(), Lock(), Barrier(2)
    cooks = [
        Thread(target=take, args=locks)
        for locks in [(pan, pot), (pot, pan)]
    ]
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
    print("loaves: 1")
'''


@dataclass(frozen=True)
class Break:
    """One way to break the copy, and what must be said of it."""

    name: str
    file: str
    change: str | tuple[str, str] | None
    """The file's new text; or an old and a new part of it; or None: the file goes."""
    said: tuple[str, ...]
    """Regular expressions; each is found in what the run says."""
    ran: tuple[str, ...] = EXAMPLES


def snippet(name: str) -> str:
    """The path of a snippet of the copy."""
    return f"snippets/kitchen/{name}"


def shown(name: str) -> str:
    """What a failure says first: where the page shows the snippet, and on what it ran."""
    before, _, _ = KITCHEN.partition(f'--8<-- "kitchen/{name}"')
    line = before.count("\n")
    return rf"docs/en/kitchen\.md:{line}: snippets/kitchen/{re.escape(name)} on CPython"


PAGE = "docs/en/kitchen.md"
LAST = KITCHEN.count("\n")
BAKED = (shown("bake.py"),)
BREAKS = [
    Break(
        "a syntax error", snippet("bake.py"), ("loaves = []", "loaves = ["), (*BAKED, r"bake\.py:6")
    ),
    Break(
        "a wrong result",
        snippet("bake.py"),
        ("len(loaves)", "2"),
        (*BAKED, "-loaves: 1\n.*loaves: 2"),
    ),
    Break(
        "a changed output line",
        snippet("bake.out"),
        ("loaves: 1", "loaves: 7"),
        (*BAKED, "-loaves: 7"),
    ),
    Break(
        "an exception only in a thread",
        snippet("bake.py"),
        ("target=loaves.append", "target=loaves.push"),
        (*BAKED, "AttributeError"),
    ),
    Break(
        "an exception only in a running thread",
        snippet("bake.py"),
        ('args=("rye",)', 'args=("rye", 1)'),
        (*BAKED, "not expected: TypeError"),
    ),
    Break(
        "an exception only in a child process",
        snippet("serve.py"),
        ('    dishes.put("soup")', '    dishes.put("soup")\n    raise OSError("no soup left")'),
        (shown("serve.py"), "not expected: OSError: no soup left"),
    ),
    Break(
        "a hang",
        snippet("bake.py"),
        ("baker.join()", "__import__('threading').Event().wait()"),
        (*BAKED, r"had not ended after 3 s", r'bake\.py", line 9'),
    ),
    Break(
        "a deadlock",
        snippet("bake.py"),
        STUCK,
        (*BAKED, r"had not ended after 3 s", r'bake\.py", line 9 in take'),
    ),
    Break(
        "a child left running",
        snippet("bake.py"),
        (
            "    baker.join()",
            "    import subprocess, sys\n"
            "    code = 'import time; time.sleep(60)'\n"
            "    subprocess.Popen([sys.executable, '-c', code]).returncode = 0\n"
            "    baker.join()",
        ),
        (*BAKED, r"left running when it ended: pid \d+ \(python.* -c import time"),
    ),
    Break(
        "a missing file",
        snippet("bake.py"),
        None,
        (r"kitchen\.md:5: there is no .*kitchen/bake\.py",),
    ),
    Break(
        "a misspelt include",
        PAGE,
        ("kitchen/bake.py", "kitchen/bakes.py"),
        (r"kitchen\.md:5: there is no snippets/kitchen/bakes\.py; did you mean kitchen/bake\.py",),
    ),
    Break(
        "an include without quotes",
        PAGE,
        ('"kitchen/bake.py"', "kitchen/bake.py"),
        (r"kitchen\.md:5: .* is not an include",),
    ),
    Break(
        "Python typed into the page",
        PAGE,
        KITCHEN + "\n" + TYPED,
        (rf"kitchen\.md:{LAST + 2}: Python is typed",),
    ),
    Break(
        "Python typed as a session",
        PAGE,
        KITCHEN + "\n```pycon\n>>> 1\n1\n```\n",
        (rf"kitchen\.md:{LAST + 2}: Python is typed",),
    ),
    Break(
        "a wrong result, shown in a tab",
        snippet("serve.py"),
        ('put("soup")', 'put("stew")'),
        (shown("serve.py"), "-served: soup"),
    ),
    Break(
        "a wrong result, shown in an admonition",
        snippet("greet.py"),
        ('"Bob"', '"Bea"'),
        (shown("greet.py"), "-hello Bob"),
    ),
    Break(
        "an illegal sample, shown in a list",
        snippet("roll.py"),
        ("1, 6", "7, 7"),
        (shown("roll.py"), r"kitchen/outcomes\.py:\d+: assert"),
    ),
    Break(
        "Python typed into a tab, in a list",
        PAGE,
        KITCHEN + '\n1. so\n\n    === "tab"\n\n        ```py\n        print(1)\n        ```\n',
        (rf"kitchen\.md:{LAST + 6}: Python is typed",),
    ),
    Break(
        "a snippet that nobody shows",
        snippet("lost.py"),
        BAKE,
        (r"snippets/kitchen/lost\.py:1: no page shows it",),
    ),
    Break(
        "a broken_ snippet that no longer breaks",
        snippet("broken_pot.py"),
        ("pots = {}", 'pots = {"big": "a pot"}'),
        (shown("broken_pot.py"), "exit status 0; expected 1"),
    ),
    Break(
        "a snippet that fails and is not named broken_",
        snippet("outcomes.py"),
        ("bake = exact(limit=3)", "bake = exact(status=3)"),
        (r"snippets/kitchen/bake\.py:1: .*broken_",),
    ),
    Break(
        "a main guard that is lost",
        snippet("serve.py"),
        ('if __name__ == "__main__":', "if True:"),
        (shown("serve.py"), "RuntimeError", r"serve\.py:1: put what runs"),
    ),
    Break(
        "a non-zero exit",
        snippet("bake.py"),
        ("    print", "    __import__('atexit').register(__import__('os')._exit, 3)\n    print"),
        (*BAKED, "exit status 3; expected 0"),
    ),
    Break(
        "unexpected standard error",
        snippet("bake.py"),
        ('"loaves:", len(loaves)', '"loaves:", len(loaves), file=__import__("sys").stderr'),
        (*BAKED, "not expected: loaves: 1"),
    ),
    Break(
        "a file left open, which Python only warns about",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = []\n    open(__file__)"),
        (*BAKED, "not expected: .*ResourceWarning"),
    ),
    Break(
        "a missing .out",
        snippet("bake.out"),
        None,
        (*BAKED, r"there is no snippets/kitchen/bake\.out"),
    ),
    Break(
        "an .out written by hand",
        snippet("bake.out"),
        "loaves: 1\n",
        (r"kitchen\.md:5: snippets/kitchen/bake\.out:1: not ",),
    ),
    Break(
        "an .out whose program is gone",
        snippet("gone.out"),
        "$ python gone.py\n",
        (r"snippets/kitchen/gone\.out:1: its snippet is gone",),
    ),
    Break(
        "an outcome whose program is gone",
        snippet("outcomes.py"),
        ("greet = ", "great = "),
        (r"snippets/kitchen/outcomes\.py:1: great has no great\.py",),
    ),
    Break(
        "a mistake in outcomes.py",
        snippet("outcomes.py"),
        ("any_order()", "any_order(limits=3)"),
        (r"kitchen\.md:5: snippets/kitchen/outcomes\.py:\d: TypeError",),
    ),
    Break(
        "a bad PEP 723 block",
        snippet("bake.py"),
        '# /// script\n# requires-python = ">>3"\n# ///\n' + BAKE,
        (r"kitchen\.md:5: snippets/kitchen/bake\.py:1: the '# /// script' block",),
    ),
    Break(
        "a retry",
        PAGE,
        ('```python\n--8<-- "kitchen/bake', '```{.python retry:3}\n--8<-- "kitchen/bake'),
        (r"kitchen\.md:5: .*run once",),
    ),
    Break(
        "a line too wide for a phone",
        snippet("bake.py"),
        ("loaves = []", "loaves = []" + "  # " + "-" * 60),
        (r"bake\.py:6: 79 columns",),
    ),
    Break(
        "a heading without an id",
        PAGE,
        ("## Serve { #serve }", "## Serve"),
        (r"kitchen\.md:9: give the heading an id",),
    ),
    Break(
        "a duplicate heading id",
        PAGE,
        ("{ #serve }", "{ #bake }"),
        (r"kitchen\.md:9: the id bake is that of line 3",),
    ),
    Break(
        "a duplicate id in the built page",
        PAGE,
        ("{ #serve }", "{ #bake }"),
        (r"kitchen\.md:3,9: the id bake",),
        SITE,
    ),
    Break(
        "a dead link",
        "docs/en/index.md",
        ("[the kitchen](kitchen.md)", "[the kitchen](kitchens.md)"),
        (r"docs/en/index\.md:3: Doc file 'index\.md'", r"docs/en/index\.md:3: there is nothing at"),
        SITE,
    ),
    Break(
        "a dead anchor",
        "docs/en/index.md",
        ("kitchen.md#bake", "kitchen.md#cook"),
        (
            r"docs/en/index\.md:3: Doc file 'index\.md'",
            r"docs/en/index\.md:3: .*#cook has no such anchor",
        ),
        SITE,
    ),
    Break(
        "a page that the navigation forgets",
        "docs/en/cellar.md",
        "# Cellar { #cellar }\n",
        (r"not included in the \"nav\"", r"cellar\.md"),
        SITE,
    ),
    Break(
        "a misspelt include, in the build",
        PAGE,
        ("kitchen/bake.py", "kitchen/bakes.py"),
        (r"docs/en/kitchen\.md:5: there is no snippets/kitchen/bakes\.py",),
        SITE,
    ),
    Break(
        "an indented block of code",
        PAGE,
        KITCHEN + "\nLook:\n\n    print('typed')\n",
        (rf"kitchen\.md:{LAST + 4}: a code block is no fence",),
        SITE,
    ),
]


def run_pytest(site: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the copy's own tests in the copy."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=site,
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy of the site in which nothing is wrong."""
    copy = tmp_path_factory.mktemp("sound")
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in ("tools", "docs/theme"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    (copy / "tests").mkdir()
    for file in ("conftest.py", "pyproject.toml", "tests/conftest.py", *EXAMPLES[1:], *SITE):
        shutil.copy(ROOT / file, copy / file)
    before, _, _ = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")
    nav = yaml.safe_dump({"nav": ["index.md", "kitchen.md"]})
    (copy / "mkdocs.yml").write_text(f"{before}\n{nav}", "utf-8")
    for name, text in FILES.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, "utf-8")
    recorded = run_pytest(copy, "docs", "--record")
    assert recorded.returncode == 0, recorded.stdout
    return copy


@pytest.fixture
def broken(sound: Path, tmp_path: Path) -> Callable[[Break], Path]:
    """Makes a copy of the sound site that is broken in one way."""

    def copy_and_break(way: Break) -> Path:
        copy = tmp_path / "copy"
        shutil.copytree(sound, copy, ignore=shutil.ignore_patterns("__pycache__"))
        file = copy / way.file
        if way.change is None:
            file.unlink()
        elif isinstance(way.change, str):
            file.write_text(way.change, "utf-8")
        else:
            text = file.read_text("utf-8")
            assert text.count(way.change[0]) == 1, f"{way.change[0]!r} is not once in {way.file}"
            file.write_text(text.replace(*way.change), "utf-8")
        return copy

    return copy_and_break


def test_the_sound_copy_passes(sound):
    done = run_pytest(sound)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("way", BREAKS, ids=lambda way: way.name)
def test_the_run_fails_and_says_where(broken, way):
    done = run_pytest(broken(way), *way.ran)
    assert done.returncode == 1, f"it passed, or did not run:\n{done.stdout}"
    for pattern in way.said:
        assert re.search(pattern, done.stdout), f"{pattern!r} is not said:\n{done.stdout}"
    own = re.search(r"(?m)^(tools|conftest).*\.py:\d+", done.stdout)
    assert not own, f"a traceback of ours for a mistake of theirs:\n{done.stdout}"
