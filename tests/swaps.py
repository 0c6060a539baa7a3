"""Make each change that must not go unnoticed, in a copy, and see its tests fail.

`python tests/swaps.py` does all of `swaps.toml`; a word does those whose `what` contains it. Ends
with status 1 if a change survived.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = ("conftest.py", "pyproject.toml", "mkdocs.yml")
FOLDERS = ("docs", "exercises", "snippets", "tests", "tools")
QUICK = ("-x", "-q", "-p", "no:cacheprovider", "-o", "addopts=")


def passes(tests: Sequence[str], copy: Path) -> bool:
    """Do these tests pass in the copy as it is? Raises SystemExit if they cannot be run."""
    command = [sys.executable, "-m", "pytest", *QUICK, *tests]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    if ran.returncode not in (0, 1):  # 1: tests failed
        raise SystemExit(f"{' '.join(tests)} cannot be run:\n{ran.stdout}{ran.stderr}")
    return ran.returncode == 0


def survives(swap: dict, copy: Path) -> bool:
    """Do the tests of a swap pass though it was made? Raises SystemExit if it cannot be made."""
    file = copy / swap["file"]
    text = file.read_text("utf-8")
    if text.count(swap["old"]) != 1:
        raise SystemExit(f"tests/swaps.toml: {swap['old']!r} is not once in {swap['file']}")
    file.write_text(text.replace(swap["old"], swap["new"]), "utf-8")
    try:
        return passes(swap["tests"], copy)
    finally:
        file.write_text(text, "utf-8")


def known() -> list[dict]:
    """All swaps: what, file, old, new, tests."""
    return tomllib.loads((ROOT / "tests/swaps.toml").read_text("utf-8"))["swap"]


def main(words: list[str]) -> int:
    """Make the swaps that are asked for; say which were noticed."""
    swaps = [swap for swap in known() if all(word in swap["what"] for word in words)]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in FILES:
            shutil.copy(ROOT / name, copy / name)
        for name in FOLDERS:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for tests in {tuple(swap["tests"]) for swap in swaps}:
            if not passes(tests, copy):
                raise SystemExit(f"{' '.join(tests)} fails though nothing was changed")
        left = 0
        for swap in swaps:
            passed = survives(swap, copy)
            left += passed
            print(f"{'SURVIVED' if passed else 'noticed '}  {swap['what']}", flush=True)
    print(f"{left} of {len(swaps)} survived")
    return bool(left)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
