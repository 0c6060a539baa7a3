"""A small copy of the site, with the project's own machinery and tests, to try things on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from tools.files import ROOT
from tools.interpreters import running

EXAMPLES = ("docs", "tests/test_content.py")
SITE = ("tests/test_site.py",)
RECORD = ("docs", "--record", "--pythons", running().name)

HOME = """\
# Home { #home }

Go to [the kitchen](kitchen.md), or see [how to bake](kitchen.md#bake).
"""
KITCHEN = """\
# Kitchen { #kitchen }

## Bake { #bake }

```{.python .timeline}
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

from tools.examples.outcome import Run, any_order, exact, sample

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


def make(copy: Path) -> None:
    """Make a copy in which nothing is wrong."""
    ignored = shutil.ignore_patterns("__pycache__", "npm")  # without npm's packages, without Run
    for folder in ("tools", "docs/theme"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    (copy / "tests").mkdir()
    files = (
        "conftest.py",
        "pyproject.toml",
        "docs/claims.yml",
        "tests/conftest.py",
        "tests/site_copy.py",
        "tests/saying.py",
    )
    for file in (*files, *EXAMPLES[1:], *SITE):
        shutil.copy(ROOT / file, copy / file)
    before, _, _ = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")
    nav = yaml.safe_dump({"nav": ["index.md", "kitchen.md"]})
    (copy / "mkdocs.yml").write_text(f"{before}\n{nav}", "utf-8")
    for name, text in FILES.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, "utf-8")
    recorded = run_pytest(copy, *RECORD)
    assert recorded.returncode == 0, recorded.stdout


def change(copy: Path, name: str, new: str | tuple[str, str] | None) -> None:
    """Change one file: its whole text, or an old and a new part of it; None removes it."""
    file = copy / name
    if new is None:
        file.unlink()
    elif isinstance(new, str):
        file.write_text(new, "utf-8")
    else:
        text = file.read_text("utf-8")
        assert text.count(new[0]) == 1, f"{new[0]!r} is not once in {name}"
        file.write_text(text.replace(*new), "utf-8")
