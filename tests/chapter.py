"""A chapter with one example, and runs as if they had been."""

from pathlib import Path

from tools.examples.runner import Run
from tools.examples.snippet import Snippet
from tools.interpreters import Interpreter

PYTHON = Interpreter("CPython", (3, 13, 5), gil=True, executable="python")
TRACEBACK = """\
<frozen linecache>:311: DeprecationWarning: Module globals is missing a __spec__.loader
Exception in thread Thread-1 (work):
Traceback (most recent call last):
  File "/usr/lib/python3.13/threading.py", line 1043, in _bootstrap_inner
    self.run()
    ~~~~~~~~^^
  File "{file}", line 7, in work
    check({{
    ~~~~~^^^
        "key": 1,
    }})
    ^^
  File "<frozen importlib>", line 5, in load
  File "/usr/lib/python3.13/json/x.py", line 2, in check
    raise KeyError
KeyError: 'oven'
{file}:9: DeprecationWarning: old
"""
OWN = """\
Exception in thread Thread-1 (work):
Traceback (most recent call last):
  File "x.py", line 7, in work
    check({
  File "x.py", line 2, in check
    raise KeyError
KeyError: 'oven'
x.py:9: DeprecationWarning: old
"""


def ran(stdout: str = "", stderr: str = "", status: int | None = 0, **facts) -> Run:
    """A run, as if it had been."""
    return Run(PYTHON, "linux", stdout, stderr, status, **facts)


class Chapter:
    """A folder snippets/threads with the example `x`."""

    def __init__(self, folder: Path):
        self.folder = folder / "snippets" / "threads"
        self.folder.mkdir(parents=True)
        self(x="print()\n")

    def __call__(self, **files: str) -> Snippet:
        """Write its files, `recorded` is x.out; return the example."""
        for stem, text in files.items():
            name = "x.out" if stem == "recorded" else f"{stem}.py"
            (self.folder / name).write_text(text, "utf-8")
        return Snippet("threads/x.py", self.folder.parent)
