"""A small copy of the site, with the project's own machinery and tests, to try things on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from docs import AT
from tools.files import ROOT
from tools.interpreters import running

EXAMPLES = ("docs", "tests/test_content.py", "tests/test_flaws.py")
SITE = ("tests/test_site.py",)
FOREIGN = shutil.ignore_patterns("*-pytest-*.pyc")  # pytest's own bytecode keeps the old paths
# The plugins that the configuration names; others take as long to load as pytest itself.
PLUGINS = ("-p", "xdist.plugin", "-p", "pytest_markdown_docs.plugin", "-p", "no:cacheprovider")
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
RECORD = ("docs", "--record", "--pythons", running().name)

HOME = """\
# Home { #home }

Go to [the kitchen](kitchen.md), or see [how to bake](kitchen.md#bake).
"""
BLOCKS = {
    "serve": """\
=== "In a tab"

    ```python
    --8<-- "kitchen/serve.py"
    ```

    ```python
    --8<-- "kitchen/serve.py:waiter"
    ```
""",
    "greet": """\
!!! note "In an admonition"

    ```python
    --8<-- "kitchen/greet.py"
    ```
""",
    "roll": """\
1. In a list

    ```python
    --8<-- "kitchen/roll.py"
    ```
""",
    "broken_pot": """\
```python
--8<-- "kitchen/broken_pot.py"
```
""",
}


def page(*names: str) -> str:
    """A page that shows `bake`, and of the others these."""
    head = """\
# Kitchen { #kitchen }

## Bake { #bake }

```{.python .timeline}
--8<-- "kitchen/bake.py"
```

## Serve { #serve }
"""
    return "\n".join([head, *(BLOCKS[name] for name in names)])


KITCHEN = page(*BLOCKS)
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


# --8<-- [start:waiter]
def serve(dishes):
    dishes.put("soup")


# --8<-- [end:waiter]

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
PROGRAMS = {
    "bake": BAKE,
    "serve": SERVE,
    "greet": GREET,
    "roll": ROLL,
    "broken_pot": BROKEN_POT,
}
STATED = {
    "bake": "bake = exact(limit=3)\n",
    "greet": 'greet = any_order("The die decides.")\n',
    "broken_pot": "broken_pot = exact(status=1, stderr=[\"KeyError: 'big'\"])\n",
    "roll": '''

@sample
def roll(run: Run) -> None:
    """A die has no memory."""
    assert run.lines in [[f"rolled {n}"] for n in range(1, 7)]
''',
}


def chapter(*names: str) -> dict[str, str]:
    """The files of the chapter that shows `bake`, and of the others these."""
    shown = ["bake", *names]
    head = '"""What the examples may print."""\n\nfrom tools.outcomes import *\n\n'
    stated = head + "".join(text for name, text in STATED.items() if name in shown)
    return {
        f"{AT}/kitchen.md": page(*names),
        "snippets/kitchen/outcomes.py": stated,
        **{f"snippets/kitchen/{name}.py": PROGRAMS[name] for name in shown},
    }


def add_chapter(copy: Path, name: str, files: dict[str, str]) -> None:
    """Add a chapter of another name, with the outputs that the copy's own kitchen has recorded."""
    for file, text in files.items():
        new = copy / file.replace("kitchen", name)
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text.replace("kitchen", name), "utf-8")
        old = (copy / file).with_suffix(".out")
        if old.exists():
            shutil.copy(old, new.parent)


def run_mkdocs(
    site: Path, *arguments: str, limit: float | None = None, measure: str = "smoke"
) -> subprocess.CompletedProcess:
    """What `mkdocs` does and says in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=site,
        env=os.environ | {"MEASURE": measure, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=limit,
    )


def run_pytest(site: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run the copy's own tests in the copy; `variables` are of its environment."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-q", *PLUGINS, *arguments],
        cwd=site,
        env=os.environ | ALONE | {"NO_COLOR": "1", "COLUMNS": "200"} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def make(copy: Path) -> None:
    """Make a copy in which nothing is wrong."""
    ignored = shutil.ignore_patterns("npm")  # without npm's packages, without Run
    for folder in ("tools", "docs/theme"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    (copy / "tests").mkdir()
    files = (
        "conftest.py",
        "pyproject.toml",
        "requirements.txt",
        "exercises/tail.py",
        "tests/conftest.py",
        "tests/dealing.py",
        "tests/site_copy.py",
        "tests/docs.py",
        "tests/futures.py",
        "tests/limits.py",
        "tests/locks.py",
        "tests/parsed.py",
        "tests/saying.py",
    )
    for file in (*files, *EXAMPLES[1:], *SITE):
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, copy / file)
    before, _, _ = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")
    nav = yaml.safe_dump({"nav": ["index.md", "kitchen.md"]})
    (copy / "mkdocs.yml").write_text(f"{before}\n{nav}", "utf-8")
    for name, text in {f"{AT}/index.md": HOME, **chapter(*BLOCKS)}.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, "utf-8")
    recorded = run_pytest(copy, *RECORD)
    assert recorded.returncode == 0, recorded.stdout


def change(copy: Path, name: str, new: str | bytes | tuple[str, str] | None) -> None:
    """Change one file: its whole text, or an old and a new part of it; None removes it."""
    file = copy / name
    if new is None:
        file.unlink()
    elif isinstance(new, bytes):
        file.write_bytes(new)
    elif isinstance(new, str):
        file.parent.mkdir(exist_ok=True)
        file.write_text(new, "utf-8")
    else:
        text = file.read_text("utf-8")
        assert text.count(new[0]) == 1, f"{new[0]!r} is not once in {name}"
        file.write_text(text.replace(*new), "utf-8")
