"""What CI runs: which steps of a job an entry of its matrix comes to.

actionlint checks how a workflow is written, and no library evaluates it: GitHub's own runner does.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping

SYSTEMS = {"ubuntu": "Linux", "macos": "macOS", "windows": "Windows"}
ASKED_BY = [  # what starts a run, as the conditions see it
    {"github.ref": "refs/heads/main", "github.event_name": "push"},
    {"github.ref": "refs/pull/7/merge", "github.event_name": "pull_request"},
]
OPERATORS = [("&&", " and "), ("||", " or ")]
NOT = re.compile(r"!(?!=)")
QUOTED = re.compile(r"('(?:[^']|'')*')")


class Unknown(ValueError):
    """Something of a workflow that is not understood here; the message says what."""


def holds(condition: str | bool, known: Mapping[str, str]) -> bool:
    """Does a condition of GitHub Actions hold, where this is known? Raises Unknown."""
    text = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", str(condition).strip()).strip()
    parts = QUOTED.split(text)
    parts[1::2] = [repr(quoted[1:-1].replace("''", "'")) for quoted in parts[1::2]]
    for at in range(0, len(parts), 2):  # what is not quoted
        for theirs, ours in OPERATORS:
            parts[at] = parts[at].replace(theirs, ours)
        parts[at] = NOT.sub(" not ", parts[at])
    try:
        return bool(_value(ast.parse("".join(parts).strip(), mode="eval").body, known))
    except (SyntaxError, Unknown):
        raise Unknown(f"if: {condition}: only ==, !=, &&, ||, ! of {', '.join(known)}") from None


def _value(node: ast.expr, known: Mapping[str, str]) -> str | bool:
    match node:
        case ast.BoolOp(ast.And(), values):
            return all(_value(value, known) for value in values)
        case ast.BoolOp(ast.Or(), values):
            return any(_value(value, known) for value in values)
        case ast.UnaryOp(ast.Not(), operand):
            return not _value(operand, known)
        case ast.Compare(left, [ast.Eq() | ast.NotEq() as operator], [right]):
            one, other = (str(_value(side, known)).casefold() for side in (left, right))
            return (one == other) == isinstance(operator, ast.Eq)  # GitHub ignores case
        case ast.Constant(str(text)):
            return text
        case ast.Attribute() if ast.unparse(node) in known:
            return known[ast.unparse(node)]
    raise Unknown


def entries(job: dict) -> list[dict[str, str]]:
    """The entries of a job's matrix; one without anything if it has none. Raises Unknown."""
    matrix = dict(job.get("strategy", {}).get("matrix", {}))
    excluded = matrix.pop("exclude", [])
    if not all(isinstance(values, list) for values in matrix.values()) or "include" in matrix:
        raise Unknown("matrix: only lists, and exclude")
    found = [dict(zip(matrix, each, strict=True)) for each in itertools.product(*matrix.values())]
    return [one for one in found if not any(out.items() <= one.items() for out in excluded)]


def commands(job: dict, entry: dict[str, str], asked_by: dict[str, str]) -> Iterator[str]:
    """The commands that an entry of a job comes to. Raises Unknown."""
    label = job["runs-on"].replace("${{ matrix.os }}", entry.get("os", ""))
    known = {
        **asked_by,
        "runner.os": SYSTEMS[label.partition("-")[0]],
        **{f"matrix.{name}": value for name, value in entry.items()},
    }
    if not holds(job.get("if", "'always'"), known):
        return
    for step in job["steps"]:
        if holds(step.get("if", "'always'"), known):
            for command in re.split(r"\n|&&|;", step.get("run", "")):
                yield command.strip()


def left_out(job: dict, wanted: str) -> list[str]:
    """The entries of a job, and what they are asked by, that never come to a command."""
    return [
        f"{' '.join(entry.values())} of a {asked_by['github.event_name']}".strip()
        for entry in entries(job)
        for asked_by in ASKED_BY
        if not any(re.fullmatch(wanted, one) for one in commands(job, entry, asked_by))
    ]
