"""What a measured program prints: a line for each value, and notes.

`threads x 10: 0.250000 s`: a label, maybe an x, a value in seconds or bytes, or how often it was
tried: `it hangs, seen: 812 tried`. What is counted is said as `pop: 3 of 1,000 wrong`. `note: …`
says what the program could not do, in its own words.
"""

import math
import re
from collections import defaultdict

LINE = re.compile(
    r"(?P<label>[A-Za-z][^:]*?)(?: x (?P<x>\d+))?: "
    r"(?:(?P<value>[\d,]+(?:\.\d+)?) (?P<unit>s|B|tried)"
    r"|(?P<count>[\d,]+) of (?P<of>[\d,]+) (?P<what>lost|wrong))"
)
NOTE = "note: "

Values = dict[tuple[str, int | None, str, int | None], list[float]]


class BadOutput(ValueError):
    """A measured program failed or printed what cannot be read; the message says what."""


def read(lines: list[str], wall: float = math.inf) -> tuple[Values, list[str]]:
    """The values that a program printed, by (label, x, unit, of); and its notes.

    `wall` is how many seconds it ran. Raises BadOutput for a line that is neither, for what
    nothing can have measured, and where there is no line at all.
    """
    found, notes = defaultdict(list), []
    for line in lines:
        if line.startswith(NOTE):
            notes.append(line.removeprefix(NOTE))
        elif match := LINE.fullmatch(line):
            x = int(match["x"]) if match["x"] else None
            unit, of, value = _counted(match) if match["what"] else _measured(match, wall)
            found[match["label"], x, unit, of].append(value)
        else:
            raise BadOutput(f"cannot read the line {line!r}")
    if not found and not notes:
        raise BadOutput("it printed no value")
    return dict(found), notes


def _measured(match: re.Match[str], wall: float) -> tuple[str, None, float]:
    value = _number(match["value"])
    if value <= 0:
        raise BadOutput(f"{match[0]!r} is no measurement: nothing takes no time, no space, no try")
    if match["unit"] == "s" and value > wall:
        raise BadOutput(f"{match[0]!r} is no measurement: the program itself ran for {wall:.3f} s")
    return match["unit"], None, value


def _counted(match: re.Match[str]) -> tuple[str, int, float]:
    """How many there are without those counted: pyperf knows no zero."""
    count, of = int(_number(match["count"])), int(_number(match["of"]))
    if not 0 <= count < of:
        raise BadOutput(f"{match[0]!r} is no count: it is not less than the whole")
    return match["what"], of, of - count


def _number(text: str) -> float:
    return float(text.replace(",", ""))
