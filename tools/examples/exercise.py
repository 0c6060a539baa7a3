"""An exercise: the check that a reader runs at home, the program to begin with, and a solution."""

from dataclasses import dataclass
from pathlib import Path

from tools.examples.snippet import FOLDER, Snippet, every_snippet
from tools.files import ROOT, place

CHECKS = ROOT / "exercises"
IN_PAGE = "in_page"
PREFIX, SUFFIX = "check_", "_solution"


class BadExercise(ValueError):
    """A check belongs to no exercise, or to two; the message says which and why."""


@dataclass(frozen=True)
class Exercise:
    """What belongs together: `check_transfer.py`, and somewhere `transfer.py` and its solution."""

    check: Path
    starter: Snippet
    solution: Snippet

    @property
    def name(self) -> str:
        """Its name: `transfer`."""
        return self.starter.path.stem

    @property
    def scenes(self) -> Path | None:
        """By which a page judges it: `in_page/transfer.py`; None, where a browser cannot."""
        file = self.check.parent / IN_PAGE / f"{self.name}.py"
        return file if file.is_file() else None

    @property
    def published(self) -> str:
        """Where the site has its check, beside the starter: `practice/check_transfer.py`."""
        return f"{Path(self.starter.name).parent.as_posix()}/{self.check.name}"


def every_exercise(checks: Path = CHECKS, folder: Path = FOLDER) -> list[Exercise]:
    """All exercises, sorted by name, each where its solution is. Raises BadExercise."""
    known = every_snippet(folder)
    return [_exercise(check, known) for check in sorted(checks.glob(f"{PREFIX}*.py"))]


def solutions(folder: Path = FOLDER) -> list[Snippet]:
    """All that are named as a solution, of an exercise or not."""
    return [snippet for snippet in every_snippet(folder) if snippet.path.stem.endswith(SUFFIX)]


def _exercise(check: Path, known: list[Snippet]) -> Exercise:
    name = check.stem.removeprefix(PREFIX)
    wanted = f"{name}{SUFFIX}.py"
    found = [snippet for snippet in known if snippet.name.rpartition("/")[2] == wanted]
    if len(found) != 1:
        names = ", ".join(f"snippets/{snippet.name}" for snippet in found) or "none"
        raise BadExercise(
            f"{place(check)}:1: needs one {name}{SUFFIX}.py in snippets/, has {names}"
        )
    (solution,) = found
    starter = Snippet(solution.name.replace(f"{name}{SUFFIX}.py", f"{name}.py"), solution.folder)
    if starter not in known:
        raise BadExercise(f"{place(check)}:1: there is no snippets/{starter.name} to begin with")
    return Exercise(check, starter, solution)
