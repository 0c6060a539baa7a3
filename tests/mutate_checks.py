"""Weaken the check of each exercise in small ways, and see that it lets a wrong solution pass.

`python tests/mutate_checks.py` tries all; `-k transfer` the exercises whose name contains it, with
`--judging` only the ways that need no further run of a solution, as the tests do. Ends with status
1 if one survived that `check_mutants.toml` does not name, or one is named there that is not made
any more: add a wrong solution that it lets pass, and the check as it is does not.
"""

import argparse
import ast
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from browser.test_judging import SAID, SCENES, judged, program, same
from check_mutants import LISTED, Weaker, cases_unnoticed, reached, unnoticed, weakened
from mutate_snippets import told
from snippet_mutants import listed
from test_exercises import ALL, EXERCISES, all_refusals, checks, each_once

from tools.files import read_text

IN_PAGE = "in_page/"


def result(one: Weaker, lives: bool) -> dict:
    """What came of a weakened check, as `told` has it."""
    about = {"id": one.id, "kind": one.mutant.kind, "line": one.mutant.line}
    return about | {"killed": None if lives else "wrong solutions"}


def tried(name: str, folder: Path, judging: bool) -> Iterator[dict]:
    """What came of each way to weaken the check of an exercise."""
    text, named = checks()[EXERCISES[name].published], listed(LISTED).values()
    by_name = all_refusals(EXERCISES[name], folder)
    for wrong in each_once(ALL[name]).keys() - by_name:
        print(f"NOT REFUSED {name}: {wrong}", flush=True)
    refused = by_name.values()
    for one in weakened(name, text):
        if one.judges:
            lives = unnoticed(one, text, refused)
        elif judging:
            continue
        else:  # what is named is let be: it takes long
            known = any(pattern.fullmatch(one.id) for pattern in named)
            lives = known or unnoticed(one, text, refused, again=True)
        if lives is not None:
            yield result(one, lives)
    for case, lives in cases_unnoticed(text, refused):
        about = {"id": f"{name}: EACH: without {case}", "kind": "case", "line": 1}
        yield about | {"killed": None if lives else "wrong solutions"}


def tried_in_page(name: str, folder: Path) -> Iterator[dict]:
    """What came of each way to weaken the scenes by which a page judges an exercise."""
    text, named = read_text(EXERCISES[name].scenes), listed(LISTED).values()
    titles = {
        " ".join((ast.get_docstring(node) or "").split()): node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }
    by_scene: dict[str, list[str]] = {}
    for wrong in SAID[name]:
        verdict = judged(name, program(name, wrong), folder)
        by_scene.setdefault(titles[verdict["title"]], []).append(wrong)
    for one in weakened(IN_PAGE + name, text):
        (folder / "scenes.py").write_text(one.mutant.source, "utf-8")
        refused = (
            refused_as_before(name, wrong, scene, folder)
            for scene, several in by_scene.items()
            if one.function in reached(text, scene)
            for wrong in several
        )
        known = any(pattern.fullmatch(one.id) for pattern in named)
        lives = True if known else next((found for found in refused if found is not True), True)
        if lives is not None:
            yield result(one, lives)


def refused_as_before(name: str, wrong: str, scene: str, folder: Path) -> bool | None:
    """Does a changed scene say of a wrong solution what it has to say? None if it is broken."""
    verdict = judged(name, program(name, wrong), folder, scene, scenes=folder / "scenes.py")
    if verdict.get("broken", {}).get("said", "").startswith("TypeError: "):
        return None
    try:
        same(verdict, SAID[name][wrong])
    except AssertionError:
        return False
    return True


def main(words: list[str]) -> int:
    """Try what is asked for. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-k", default="", metavar="NAME", help="part of the exercises' names")
    parser.add_argument("--judging", action="store_true", help="only what needs no further run")
    options = parser.parse_args(words)
    names = [name for name in EXERCISES if options.k in name]
    names += [IN_PAGE + name for name in SCENES if options.k in IN_PAGE + name]
    results = []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="checks") as place:
            if not name.startswith(IN_PAGE):
                results += tried(name, Path(place), options.judging)
            elif not options.judging:
                results += tried_in_page(name.removeprefix(IN_PAGE), Path(place))
    return told(results, listed(LISTED), names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
